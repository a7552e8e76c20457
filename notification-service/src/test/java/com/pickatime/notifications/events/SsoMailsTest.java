package com.pickatime.notifications.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.SsoEvent;
import com.pickatime.notifications.news.CertificateNews;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import org.junit.jupiter.api.Test;

class SsoMailsTest {

    private static final String FINGERPRINT = "ab".repeat(32);

    private final LifecycleEvents events =
            new LifecycleEvents("b1", Keysets.generate().fieldCipher());

    @Test
    void announcesACertificateThatEnds() {
        assertThat(SsoMails.in(events.certificateExpiring(FINGERPRINT, 14))).hasValueSatisfying(mail -> {
            assertThat(mail.id()).hasToString("b1/certificate/" + FINGERPRINT + "/14/certificate-expiring");
            assertThat(mail.businessId()).isEqualTo(new BusinessId("b1"));
            assertThat(mail.occurredAt()).isEqualTo(LifecycleEvents.OCCURRED);
            assertThat(mail.news())
                    .isEqualTo(
                            new CertificateNews("https://idp.example/saml", FINGERPRINT, LifecycleEvents.STARTED, 14));
        });
    }

    @Test
    void leavesAKindOfEventAloneThatItDoesNotKnow() {
        assertThat(SsoMails.in(new SsoEvent("e1", "b1", LifecycleEvents.OCCURRED, "something newer")))
                .isEmpty();
    }
}
