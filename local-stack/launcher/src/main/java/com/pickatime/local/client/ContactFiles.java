package com.pickatime.local.client;

import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The own files of one business, as the contact service loads them. */
public final class ContactFiles {

    private static final Set<String> OVER = Set.of("LOADED", "REFUSED", "FAILED");

    /** Longer than the largest district's files take. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private final JsonClient contacts;
    private final String path;

    public ContactFiles(JsonClient contacts, String businessId) {
        this.contacts = contacts;
        this.path = "/businesses/" + JsonClient.segment(businessId) + "/contact-files";
    }

    /** Sends a zip and gives the id of its load. */
    public String send(Path zip, Map<String, String> parameters) throws FileNotFoundException {
        var query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + '=' + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return contacts.post(path + '?' + query, "application/zip", BodyPublishers.ofFile(zip))
                .path("loadId")
                .asString();
    }

    /** Follows a load to its end; {@code watcher} sees it now and then. */
    public JsonNode follow(String loadId, Consumer<JsonNode> watcher) {
        return Waiting.until(
                () -> {
                    var load = contacts.get(path + '/' + JsonClient.segment(loadId));
                    watcher.accept(load);
                    return Optional.of(load)
                            .filter(seen -> OVER.contains(seen.path("state").asString()));
                },
                LIMIT,
                "the files were not loaded");
    }
}
