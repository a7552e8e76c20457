package com.pickatime.imports.oneroster;

import com.pickatime.imports.oneroster.http.Answer;
import com.pickatime.imports.oneroster.http.TransientFailureException;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.reading.RecordBatch;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the answer to a request for a page, record by record. */
final class PageReader {

    private static final Set<Integer> WITHHELD = Set.of(403, 404);

    /** What an error envelope says, under status 200, of a collection that is withheld. */
    private static final Set<String> WITHHELD_CODES = Set.of("unauthorisedrequest", "forbidden", "unknownobject");

    /** Reads one record after the other out of a longer document. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PageReader() {}

    /**
     * @param number of the page, for the positions of refusals
     * @throws NotSharedException if these are demographics, and withheld
     * @throws RosterIncompleteException if the answer is none
     * @throws TransientFailureException if it was cut off
     */
    static Page read(Collection collection, int number, Answer answer) {
        if (!answer.isOk()) {
            throw refused(collection, answer.status());
        }
        try (var parser = JSON.createParser(answer.body())) {
            if (!findEnvelope(parser, collection.path())) {
                throw noEnvelope(collection, answer.body());
            }
            var page = page(collection, number, answer, parser);
            long announced = answer.number("x-count");
            if (announced != Answer.UNKNOWN && announced != page.records()) {
                throw TransientFailureException.broken("a page with fewer rows than announced");
            }
            return page;
        } catch (JacksonException e) {
            // its message may quote the answer
            throw TransientFailureException.broken("an answer that is no JSON");
        }
    }

    private static Page page(Collection collection, int number, Answer answer, JsonParser parser) {
        var batch = new RecordBatch(collection.type());
        String firstId = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var position = collection.path() + ", page " + number + ", row " + (batch.records() + 1);
            JsonNode json = JSON.readTree(parser);
            if (json.isObject()) {
                var source = new JsonRecord(json);
                firstId = batch.records() == 0 ? source.sourceId() : firstId;
                batch.add(source, position);
            } else {
                batch.refuse(position, null, collection.path(), "is no JSON object");
            }
        }
        return new Page(batch, firstId, answer.number("x-total-count"), answer.header("x-perm-rev"));
    }

    /** Stands at the array's start when true. */
    private static boolean findEnvelope(JsonParser parser, String key) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = key.equals(parser.currentName());
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            if (found) {
                return array;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static RuntimeException refused(Collection collection, int status) {
        if (collection == Collection.DEMOGRAPHICS && WITHHELD.contains(status)) {
            return new NotSharedException(collection);
        }
        if (status == 401 || status == 403) {
            return new RosterIncompleteException(
                    "NOT_ALLOWED",
                    "ClassLink does not let pickAtime read /" + collection.path() + " (status " + status
                            + "). In the ClassLink Management Console open Apps > All Applications, check that pickAtime"
                            + " is enabled and may read rosters, then import again.");
        }
        return unexpected(collection, "status " + status, null);
    }

    private static RuntimeException noEnvelope(Collection collection, byte[] body) {
        var code = errorCode(JSON.readTree(body));
        if (collection == Collection.DEMOGRAPHICS && code != null && WITHHELD_CODES.contains(code)) {
            return new NotSharedException(collection);
        }
        return unexpected(collection, "no list of " + collection.path(), code);
    }

    private static RosterIncompleteException unexpected(Collection collection, String what, @Nullable String code) {
        return new RosterIncompleteException(
                "UNEXPECTED_ANSWER",
                "ClassLink answered /" + collection.path() + " with " + what + (code == null ? "" : " (" + code + ")")
                        + ". Nothing was changed; if it happens again, tell ClassLink's support.");
    }

    /** The minor code of OneRoster's error body, wherever a server puts it; only what looks like a code. */
    private static @Nullable String errorCode(JsonNode body) {
        for (var value : body.findValues("imsx_codeMinorFieldValue")) {
            var code = value.asString("").toLowerCase(Locale.ROOT);
            if (code.matches("[a-z_]{1,40}") && !code.equals("fullsuccess")) {
                return code;
            }
        }
        return null;
    }
}
