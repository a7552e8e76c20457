package com.pickatime.notifications.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.SsoEvent;
import com.pickatime.notifications.news.CertificateNews;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.platform.crypto.Keysets;
import org.junit.jupiter.api.Test;

class SsoAnnouncementsTest {

    private static final String FINGERPRINT = "ab".repeat(32);

    private final LifecycleEvents events =
            new LifecycleEvents("b1", Keysets.generate().fieldCipher());

    @Test
    void announcesACertificateThatEnds() {
        assertThat(SsoAnnouncements.in(events.certificateExpiring(FINGERPRINT, 14)))
                .hasValueSatisfying(announcement -> {
                    assertThat(announcement.id())
                            .hasToString("b1/certificate/" + FINGERPRINT + "/14/certificate-expiring");
                    assertThat(announcement.businessId()).isEqualTo("b1");
                    assertThat(announcement.occurredAt()).isEqualTo(LifecycleEvents.OCCURRED);
                    assertThat(announcement.news())
                            .isEqualTo(new CertificateNews(
                                    "https://idp.example/saml", FINGERPRINT, LifecycleEvents.STARTED, 14));
                });
    }

    @Test
    void leavesAKindOfEventAloneThatItDoesNotKnow() {
        assertThat(SsoAnnouncements.in(new SsoEvent("e1", "b1", LifecycleEvents.OCCURRED, "something newer")))
                .isEmpty();
    }
}
