package com.pickatime.notifications.news;

/** What a mail tells, free of personal data and of the recipients' names. */
public sealed interface News
        permits ActivatedNews,
                CompletedNews,
                HeldNews,
                FailedNews,
                CertificateNews,
                PasswordLinkNews,
                DistrictNews,
                AppointmentNews {

    /** The mail that tells it. */
    MailTemplate template();

    /** The page of the Admin UI that the mail leads to; a path. */
    default String page() {
        return "/";
    }
}
