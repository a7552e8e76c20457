package com.pickatime.local.infrastructure.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

class LocalInboxIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path parent;

    private Path directory;
    private LocalInbox inbox;

    @BeforeEach
    void start() {
        directory = parent.resolve("mails");
        inbox = LocalInbox.start(Optional.of(directory), 0, 0);
    }

    @AfterEach
    void stop() {
        inbox.close();
    }

    private void send(String subject, String text, String html) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(inbox.smtpPort()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("pickatime@example.org"));
        message.addRecipient(Message.RecipientType.TO, new InternetAddress("admin@district.example.org"));
        message.addRecipient(Message.RecipientType.BCC, new InternetAddress("hidden@district.example.org"));
        message.setSubject(subject);
        message.setSentDate(Date.from(Instant.parse("2026-03-03T10:15:30Z")));
        message.setContent(bodies(text, html));
        Transport.send(message);
    }

    private static MimeMultipart bodies(String text, String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(text, "utf-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "utf-8", "html");
        return new MimeMultipart("alternative", plain, rich);
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(inbox.webUrl() + path)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void keepsWhatItReceives() throws Exception {
        send("Import done", "All in.", "<p>All <b>in</b>.</p>");

        assertThat(inbox.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Import done");
            assertThat(mail.from()).isEqualTo("pickatime@example.org");
            assertThat(mail.recipients())
                    .containsExactlyInAnyOrder("admin@district.example.org", "hidden@district.example.org");
            assertThat(mail.sentAt()).contains(Instant.parse("2026-03-03T10:15:30Z"));
            assertThat(mail.text()).contains("All in.");
            assertThat(mail.html()).contains("<p>All <b>in</b>.</p>");
        });
        assertThat(directory).isDirectoryContaining("glob:**/000001.eml");
    }

    @Test
    void keepsMailsInTheOrderTheyCameAcrossARestart() throws Exception {
        send("first", "1", "1");
        send("second", "2", "2");
        inbox.close();

        inbox = LocalInbox.start(Optional.of(directory), 0, 0);
        send("third", "3", "3");

        assertThat(inbox.mails()).extracting(Mail::subject).containsExactly("first", "second", "third");
    }

    @Test
    void listsTheNewestMailFirst() throws Exception {
        send("first", "1", "1");
        send("second", "2", "2");

        var page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("2 mails", "admin@district.example.org", "3 Mar 2026, 10:15:30 UTC");
        assertThat(page.body().indexOf(">second<")).isBetween(0, page.body().indexOf(">first<"));
    }

    @Test
    void saysWhenThereIsNoMail() throws Exception {
        assertThat(get("/").body()).contains("No mail yet").contains("0 mails");
    }

    @Test
    void escapesWhatStrangersWrote() throws Exception {
        send("<script>alert(1)</script>", "</pre><script>alert(2)</script>", "x");

        assertThat(get("/").body()).doesNotContain("<script>").contains("&lt;script&gt;alert(1)");
        assertThat(get("/mails/000001").body()).doesNotContain("<script>").contains("&lt;script&gt;alert(2)");
    }

    @Test
    void showsHtmlInASandboxOnly() throws Exception {
        send("styled", "plain", "<style>p{color:red}</style><script>alert(1)</script><p>Hello</p>");

        var page = get("/mails/000001");
        var framed = get("/mails/000001/html");

        assertThat(page.body())
                .contains("<iframe sandbox=\"\" src=\"/mails/000001/html\"")
                .contains("plain");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(framed.body()).isEqualTo("<style>p{color:red}</style><script>alert(1)</script><p>Hello</p>");
        assertThat(framed.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox; default-src 'none'");
    }

    @Test
    void givesProgramsJson() throws Exception {
        send("Import done", "All in.", "<p>All in.</p>");

        var list = JSON.readTree(get("/api/mails").body());
        var one = JSON.readTree(get("/api/mails/000001").body());

        assertThat(list).hasSize(1);
        assertThat(list.get(0)).isEqualTo(one);
        assertThat(one.path("subject").asString()).isEqualTo("Import done");
        assertThat(one.path("sentAt").asString()).isEqualTo("2026-03-03T10:15:30Z");
        assertThat(one.path("text").asString()).isEqualTo("All in.");
        assertThat(one.path("recipients").get(0).asString()).isEqualTo("admin@district.example.org");
    }

    @Test
    void knowsNoOtherPages() throws Exception {
        for (var path : new String[] {
            "/mails/000009", "/mails/..%2f..%2fetc", "/api/mails/x", "/mails", "/etc", "/mails/000009/html"
        }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/inbox.css").headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
    }

    @Test
    void changesNothingOverTheWeb() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(inbox.webUrl() + "/mails/000001"))
                .DELETE()
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void refusesAMailThatItCannotKeep() throws Exception {
        FileSystemUtils.deleteRecursively(directory);

        assertThatThrownBy(() -> send("lost", "x", "x"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("452");
    }

    @Test
    void keepsMailsInMemoryWithoutADirectory() throws Exception {
        inbox.close();
        inbox = LocalInbox.start(Optional.empty(), 0, 0);

        send("passing", "x", "x");

        assertThat(inbox.mails()).extracting(Mail::subject).containsExactly("passing");
        assertThat(get("/mails/000001").statusCode()).isEqualTo(200);
        assertThat(get("/mails/000002").statusCode()).isEqualTo(404);
    }
}
