package com.pickatime.notifications.news;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailIdTest {

    private static final BusinessId B1 = new BusinessId("b1");
    private static final Instant WHEN = Instant.parse("2026-11-24T11:05:00Z");

    @Test
    void isTheImportAndTheTemplate() {
        assertThat(MailId.of(B1, new ImportId("i1"), WHEN, MailTemplate.IMPORT_COMPLETED))
                .hasToString("i1/import-completed")
                .isEqualTo(MailId.of(B1, new ImportId("i1"), WHEN.plusSeconds(1), MailTemplate.IMPORT_COMPLETED))
                .isNotEqualTo(MailId.of(B1, new ImportId("i1"), WHEN, MailTemplate.IMPORT_HELD))
                .isNotEqualTo(MailId.of(B1, new ImportId("i2"), WHEN, MailTemplate.IMPORT_COMPLETED));
    }

    @Test
    void isTheBusinessAndTheTimeOfAnActivation() {
        assertThat(MailId.of(B1, null, WHEN, MailTemplate.IMPORT_ACTIVATED))
                .hasToString("b1@1795518300000/import-activated")
                .isNotEqualTo(MailId.of(new BusinessId("b2"), null, WHEN, MailTemplate.IMPORT_ACTIVATED))
                .isNotEqualTo(MailId.of(B1, null, WHEN.plusMillis(1), MailTemplate.IMPORT_ACTIVATED));
    }

    @Test
    void isTheBusinessAndTheTimeOfAFailureOfNoImport() {
        assertThat(MailId.of(B1, null, WHEN, MailTemplate.IMPORT_FAILED)).hasToString("b1@1795518300000/import-failed");
    }

    @Test
    void isTheEventWhoseOwnIdIsTheSameEachTime() {
        assertThat(MailId.ofEvent("b1/certificate/ab/30", MailTemplate.CERTIFICATE_EXPIRING))
                .hasToString("b1/certificate/ab/30/certificate-expiring")
                .isNotEqualTo(MailId.ofEvent("b1/certificate/ab/14", MailTemplate.CERTIFICATE_EXPIRING));
    }

    @Test
    void givesEachRecipientOneMessageIdForEver() {
        var mail = new MailId("i1/import-completed");

        assertThat(mail.messageId("r1", "pickatime.test"))
                .matches("<[0-9a-f]{32}@pickatime\\.test>")
                .isEqualTo(new MailId("i1/import-completed").messageId("r1", "pickatime.test"))
                .isNotEqualTo(mail.messageId("r2", "pickatime.test"))
                .isNotEqualTo(new MailId("i1/import-held").messageId("r1", "pickatime.test"));
    }
}
