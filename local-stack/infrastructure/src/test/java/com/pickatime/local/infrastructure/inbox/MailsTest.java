package com.pickatime.local.infrastructure.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailsTest {

    @TempDir
    private Path directory;

    enum Kind {
        MEMORY,
        DIRECTORY
    }

    private Mails open(Kind kind) {
        return kind == Kind.MEMORY ? new MemoryMails() : DirectoryMails.open(directory);
    }

    private static byte[] mail(String subject) {
        return ("Subject: " + subject + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void keepsMailsInTheOrderTheyCame(Kind kind) {
        var mails = open(kind);
        IntStream.rangeClosed(1, 12).forEach(i -> mails.add(mail("mail " + i)));

        assertThat(mails.ids())
                .hasSize(12)
                .startsWith("000001")
                .endsWith("000012")
                .isSorted();
        assertThat(mails.find("000011").map(MailSource::read).map(Mail::subject))
                .contains("mail 11");
    }

    @ParameterizedTest
    @EnumSource
    void knowsNoOtherIds(Kind kind) {
        var mails = open(kind);
        mails.add(mail("one"));

        for (var id : new String[] {"000002", "000000", "1", "../000001", "", "000001.eml", "-00001"}) {
            assertThat(mails.find(id)).as(id).isEmpty();
        }
    }

    @Test
    void goesOnCountingAfterARestart() {
        open(Kind.DIRECTORY).add(mail("one"));
        var reopened = open(Kind.DIRECTORY);

        reopened.add(mail("two"));

        assertThat(reopened.ids()).containsExactly("000001", "000002");
    }

    @Test
    void overlooksWhatIsNoMail() throws Exception {
        Files.writeString(directory.resolve("notes.txt"), "x");
        Files.writeString(directory.resolve("incoming.tmp"), "half a mail");
        Files.writeString(directory.resolve("draft.eml"), "x");

        assertThat(open(Kind.DIRECTORY).ids()).isEmpty();
    }
}
