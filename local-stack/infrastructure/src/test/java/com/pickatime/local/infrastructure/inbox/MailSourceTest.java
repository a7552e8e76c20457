package com.pickatime.local.infrastructure.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailSourceTest {

    private static final String HEADERS = """
            Date: Tue, 03 Mar 2026 10:15:30 +0000
            From: pickAtime <no-reply@example.org>
            Message-ID: <42@example.org>
            Subject: =?UTF-8?Q?Import_f=C3=BCr_Sch=C3=BCler?=
            MIME-Version: 1.0
            """;

    private static Mail read(String mail) {
        var source = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new MailSource("000001", MailSource.withEnvelope("s@example.org", List.of("a@x.org", "b@x.org"), source))
                .read();
    }

    @Test
    void readsHeadersAndEnvelope() {
        var mail = read(HEADERS + "Content-Type: text/plain; charset=utf-8\n\nHallo");

        assertThat(mail.sentAt()).contains(Instant.parse("2026-03-03T10:15:30Z"));
        assertThat(mail.from()).isEqualTo("pickAtime <no-reply@example.org>");
        assertThat(mail.recipients()).containsExactly("a@x.org", "b@x.org");
        assertThat(mail.subject()).isEqualTo("Import für Schüler");
        assertThat(mail.messageId()).contains("<42@example.org>");
        assertThat(mail.text()).contains("Hallo");
        assertThat(mail.html()).isEmpty();
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void findsBothBodiesAndTheNameOfTheAttachmentAlone() {
        var mail = read(HEADERS + """
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: text/plain
                Content-Disposition: attachment; filename=notes.txt

                not the text
                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/plain

                the text
                --inner
                Content-Type: text/html

                <p>the html</p>
                --inner--
                --outer--
                """);

        assertThat(mail.text()).contains("the text");
        assertThat(mail.html()).contains("<p>the html</p>");
        assertThat(mail.attachments()).containsExactly("notes.txt");
    }

    @Test
    void makesDoWithNothing() {
        var mail = read("\n");

        assertThat(mail.sentAt()).isEmpty();
        assertThat(mail.subject()).isEmpty();
        assertThat(mail.from()).isEmpty();
    }
}
