package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.JsonClient;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A business of its own in the district's stack, as its administrator sees it, who signed in with a password. */
final class School {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    static final String PASSWORD = "four words of no relation";
    private static final String JSON = "application/json";
    private static final Pattern LINK = Pattern.compile("http://\\S+/password-links/\\S+");
    private static final int OK = 200;

    private final District district;
    private final String id;
    private final ImportRuns runs;
    private final Visitor administrator;

    private School(District district, String id) {
        this.district = district;
        this.id = id;
        this.runs = new ImportRuns(district.stack().imports(), id);
        this.administrator = new Visitor(district);
    }

    /** A school whose administrator chose a password and is signed in. */
    static School open(District district, String id) {
        var school = new School(district, id);
        var invited = district.stack()
                .sso()
                .post(
                        "/businesses/" + id + "/administrators",
                        Map.of("displayName", "Ada Office", "email", school.email()));
        var page = school.administrator.choosePassword(
                URI.create(invited.path("invitationUrl").asString()), PASSWORD);
        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        return school;
    }

    String id() {
        return id;
    }

    /** Of the administrator. */
    String email() {
        return "office@" + id + ".example.org";
    }

    Visitor administrator() {
        return administrator;
    }

    /** Connects the school with the OneRoster server at a port of this machine; its first import, when it rests. */
    JsonNode connect(int rosterPort) {
        var stack = district.stack();
        var clients = new DirectBusiness.Clients(
                stack.imports(), stack.contacts(), stack.inbox(), stack.simulator(), rosterPort);
        return runs.follow(new DirectBusiness(id, clients).begin(), run -> {});
    }

    /** An import that the administrator asks for, when it rests. */
    JsonNode importAgain() {
        return follow(imports("POST", "/imports", ""));
    }

    /** What comes of a held import that the administrator approves as it is. */
    JsonNode approve(JsonNode held) {
        var digest = held.path("plan").path("planDigest").asString();
        return follow(json(approval(held, digest)));
    }

    HttpResponse<String> approval(JsonNode held, String digest) {
        return administrator.send(
                district.ports().importService(),
                "POST",
                id + "/imports/" + held.path("importId").asString() + "/approval",
                JSON,
                text(Map.of("planDigest", digest)));
    }

    private JsonNode follow(JsonNode accepted) {
        return runs.follow(accepted.path("importId").asString(), run -> {});
    }

    private JsonNode imports(String method, String path, String body) {
        return json(administrator.send(
                district.ports().importService(), method, id + path, JSON, BodyPublishers.ofString(body)));
    }

    JsonNode get(String path) {
        return json(administrator.contacts("GET", id + path, ""));
    }

    JsonNode post(String path, Map<String, ?> body) {
        return json(send("POST", path, body));
    }

    JsonNode put(String path, Map<String, ?> body) {
        return json(send("PUT", path, body));
    }

    HttpResponse<String> send(String method, String path, Map<String, ?> body) {
        return send(method, path, JSON, text(body));
    }

    /** The contact service's answer to the administrator. */
    HttpResponse<String> send(String method, String path, String contentType, BodyPublisher body) {
        return administrator.send(district.ports().contactService(), method, id + path, contentType, body);
    }

    /** Somebody with this address, after they chose a password by the link that is mailed to them. */
    Visitor whoChooses(String password, String email) {
        var visitor = new Visitor(district);
        visitor.askForALink(id, email);
        var page = visitor.choosePassword(linkFor(email), password);
        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        return visitor;
    }

    private URI linkFor(String email) {
        var inbox = district.stack().inbox();
        var letter = await().atMost(LIMIT)
                .until(
                        () -> inbox.get("/api/mails")
                                .valueStream()
                                .filter(mail ->
                                        mail.path("recipients").toString().contains('"' + email + '"'))
                                .map(mail -> inbox.get("/api/mails/"
                                        + JsonClient.segment(mail.path("id").asString())))
                                .map(mail -> mail.path("text").asString())
                                .filter(text -> text.contains(" at " + id + " on pickAtime"))
                                .map(LINK::matcher)
                                .filter(link -> link.find())
                                .map(link -> link.group())
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        return URI.create(letter);
    }

    /** Contact IDs of the children whom a parent is linked to, as that parent sees them. */
    List<String> childrenOf(Visitor parent) {
        return json(parent.contacts("GET", id() + "/links", ""))
                .path("items")
                .valueStream()
                .map(child -> child.path("contactId").asString())
                .sorted()
                .toList();
    }

    /** The body of an answer that has to be a success. */
    static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(OK, 299);
        return JsonMapper.shared().readTree(response.body());
    }

    private static BodyPublisher text(Map<String, ?> body) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    }
}
