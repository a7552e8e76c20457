package com.pickatime.notifications.events;

import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import com.pickatime.notifications.news.CertificateNews;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.platform.ids.BusinessId;
import java.util.Optional;

/** Makes mails to administrators of events about single sign-on. */
final class SsoMails {

    private SsoMails() {}

    /** The mail about {@code event}; empty if it is of a kind that this version does not know. */
    static Optional<Mail> in(SsoEvent event) {
        if (!(event.getEvent() instanceof SigningCertificateExpiring expiring)) {
            return Optional.empty();
        }
        var news = new CertificateNews(
                expiring.getIdpEntityId(), expiring.getFingerprint(), expiring.getNotAfter(), expiring.getDaysLeft());
        var id = MailId.ofEvent(event.getEventId(), news.template());
        return Optional.of(new Mail(id, new BusinessId(event.getBusinessId()), event.getOccurredAt(), news));
    }
}
