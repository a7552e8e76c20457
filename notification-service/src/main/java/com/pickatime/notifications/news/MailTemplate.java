package com.pickatime.notifications.news;

/** The mails there are; the name is part of a mail's identity and of its template files' names. */
public enum MailTemplate {
    IMPORT_ACTIVATED("import-activated", ActivatedNews.class),
    IMPORT_COMPLETED("import-completed", CompletedNews.class),
    IMPORT_HELD("import-held", HeldNews.class),
    IMPORT_FAILED("import-failed", FailedNews.class),
    CERTIFICATE_EXPIRING("certificate-expiring", CertificateNews.class),
    PASSWORD_LINK("password-link", PasswordLinkNews.class),
    DISTRICT_ADDED("district-added", DistrictNews.class),
    APPOINTMENT("appointment", AppointmentNews.class);

    private final String id;
    private final Class<? extends News> news;

    MailTemplate(String id, Class<? extends News> news) {
        this.id = id;
        this.news = news;
    }

    /** The stable name in lower case. */
    public String id() {
        return id;
    }

    /** The kind of news this mail tells. */
    public Class<? extends News> news() {
        return news;
    }

    /**
     * The template of a stable name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MailTemplate of(String id) {
        for (var template : values()) {
            if (template.id.equals(id)) {
                return template;
            }
        }
        throw new IllegalArgumentException("no mail template is named " + id);
    }
}
