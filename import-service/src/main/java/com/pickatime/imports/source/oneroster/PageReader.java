package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.imports.source.oneroster.http.Answer;
import com.pickatime.imports.source.oneroster.http.ClientCredentials;
import com.pickatime.imports.source.oneroster.http.Credentials;
import com.pickatime.imports.source.oneroster.http.TransientFailureException;
import com.pickatime.imports.source.reading.RecordBatch;
import com.pickatime.imports.source.reading.RowReader;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the answer to a request for a page, record by record. */
final class PageReader {

    /** How servers refuse a page that is larger than they allow. */
    private static final Set<Integer> PERHAPS_TOO_LARGE = Set.of(400, 413);

    /** What servers answer, instead of an empty page, where nothing is left. */
    private static final Set<Integer> PERHAPS_BEHIND_THE_END = Set.of(400, 404);

    /** These come whatever is asked for. */
    private static final Set<Integer> NEVER_DUE_TO_A_FILTER = Set.of(301, 302, 303, 307, 308, 401, 403);

    private static final Set<Integer> BEHIND_THE_END = Set.of(204, 416);

    /** OneRoster's own; whatever else stands there is not repeated, because it may be anything. */
    private static final Set<String> ERROR_CODES = Set.of(
            "invalid_sort_field",
            "invalid_selection_field",
            "invalid_filter_field",
            "invalid_data",
            "invaliddata",
            "unauthorisedrequest",
            "forbidden",
            "linkfailure",
            "unsupportedoperation",
            "unsupported",
            "deletefailure",
            "unknownobject",
            "targetreadfailure",
            "server_busy",
            "internal_server_error");

    /** Reads one record after the other out of a longer document. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SourceType source;
    private final Credentials credentials;
    private final RowReader rows;

    PageReader(RosterEndpoint endpoint, RowReader rows) {
        this.source = endpoint.type();
        this.credentials = endpoint.credentials();
        this.rows = rows;
    }

    /**
     * @param loop knows which page of the collection this is
     * @throws NotSharedException if these are demographics, and withheld
     * @throws RequestRefusedException if it may be answered when it is asked for otherwise
     * @throws RosterIncompleteException if the answer is none
     * @throws TransientFailureException if it was cut off
     */
    CollectionPage read(RosterCollection collection, PagingLoop loop, Answer answer) {
        if (!answer.isOk()) {
            return refused(collection, loop, answer);
        }
        try (var parser = JSON.createParser(answer.body())) {
            if (!findEnvelope(parser, collection.path())) {
                throw noEnvelope(collection, loop, answer);
            }
            var page = page(collection, loop.nextPage(), answer, parser);
            long announced = answer.number("x-count");
            if (announced != Answer.UNKNOWN && announced != page.records()) {
                throw TransientFailureException.broken("a page with fewer rows than announced");
            }
            return page;
        } catch (JacksonException e) {
            if (answer.isWebPage()) {
                throw unexpected(collection, "a web page. Check the address of the connection", null);
            }
            // its message may quote the answer
            throw TransientFailureException.broken("an answer that is no JSON");
        }
    }

    private CollectionPage page(RosterCollection collection, int number, Answer answer, JsonParser parser) {
        var batch = rows.batch(collection.type());
        var ids = LongStream.builder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var position = collection.path() + ", page " + number + ", row " + (batch.records() + 1);
            JsonNode json = JSON.readTree(parser);
            if (json.isObject()) {
                var record = new JsonRecord(json);
                var id = record.sourceId();
                if (id != null) {
                    ids.add(SeenIds.hash(id));
                }
                batch.add(record, position);
            } else {
                batch.refuse(position, null, collection.path(), "is no JSON object");
            }
        }
        return page(batch, ids.build().toArray(), answer);
    }

    private static CollectionPage page(RecordBatch batch, long[] ids, Answer answer) {
        return new CollectionPage(
                batch,
                ids,
                answer.number("x-total-count"),
                Links.of(answer.headers().getOrEmpty("Link")),
                answer.header("x-perm-rev"),
                answer.isOk() ? digest(answer) : null);
    }

    /** Over everything that a page is read by. */
    static byte[] digest(Answer answer) {
        return answer.digest("x-count", "x-total-count", "Link", "x-perm-rev");
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

    private CollectionPage refused(RosterCollection collection, PagingLoop loop, Answer answer) {
        int status = answer.status();
        boolean end = BEHIND_THE_END.contains(status) && loop.offset() > 0
                || PERHAPS_BEHIND_THE_END.contains(status) && loop.isEndLikely();
        if (end) {
            return page(rows.batch(collection.type()), new long[0], answer);
        }
        var failure = isWithheld(collection, loop) ? new NotSharedException(collection) : failure(collection, status);
        throw PERHAPS_TOO_LARGE.contains(status) || loop.isFiltered() && !NEVER_DUE_TO_A_FILTER.contains(status)
                ? new RequestRefusedException(failure)
                : failure;
    }

    /** Whatever is said here is about birth dates alone: where these credentials read nothing else either, the other collections fail. */
    private static boolean isWithheld(RosterCollection collection, PagingLoop loop) {
        return collection == RosterCollection.DEMOGRAPHICS && loop.nextPage() == 1;
    }

    private RosterIncompleteException failure(RosterCollection collection, int status) {
        if (status == 401 || status == 403) {
            return new RosterIncompleteException("NOT_ALLOWED", notAllowed(collection, status));
        }
        if (status >= 300 && status < 400) {
            return unexpected(
                    collection,
                    "a redirect (status " + status
                            + "), which is not followed because the credentials would go along. Check the address of the"
                            + " connection",
                    null);
        }
        boolean elsewhere = status == 404 && source == SourceType.CLASSLINK_DIRECT;
        return unexpected(
                collection,
                "status " + status
                        + (elsewhere ? ". Check the address and the oneRosterVersion of the connection" : ""),
                null);
    }

    private String notAllowed(RosterCollection collection, int status) {
        var what = SourceWords.name(source) + " does not let pickAtime read /" + collection.path() + " (status "
                + status + "). ";
        if (source == SourceType.CLASSLINK_PROXY) {
            return what
                    + "In the ClassLink Management Console open Apps > All Applications, check that pickAtime is enabled"
                    + " and may read rosters, then import again.";
        }
        if (credentials instanceof ClientCredentials) {
            return what
                    + "The token URL gave a token for it, and after a refusal a fresh one. Check that token URL and address"
                    + " of the connection belong together, and on that server that pickAtime's client may read rosters, then"
                    + " import again.";
        }
        return status == 401
                ? what
                        + "Check the consumer key and secret of the connection, and that both clocks are right, then import"
                        + " again."
                : what + "Check on that server that pickAtime's key may read rosters, then import again.";
    }

    private RuntimeException noEnvelope(RosterCollection collection, PagingLoop loop, Answer answer) {
        var code = answer.body().length == 0 ? null : errorCode(JSON.readTree(answer.body()));
        if ("server_busy".equals(code)) {
            return TransientFailureException.broken("server_busy");
        }
        var failure = isWithheld(collection, loop)
                ? new NotSharedException(collection)
                : unexpected(collection, "no list of " + collection.path(), code);
        return loop.isFiltered() ? new RequestRefusedException(failure) : failure;
    }

    private RosterIncompleteException unexpected(RosterCollection collection, String what, @Nullable String code) {
        return new RosterIncompleteException(
                "UNEXPECTED_ANSWER",
                SourceWords.name(source) + " answered /" + collection.path() + " with " + what
                        + (code == null ? "" : " (" + code + ")") + ". Nothing was changed; if it happens again, "
                        + SourceWords.tellWhoRunsIt(source) + ".");
    }

    /** The minor code of OneRoster's error body, wherever a server puts it. */
    private static @Nullable String errorCode(JsonNode body) {
        for (var value : body.findValues("imsx_codeMinorFieldValue")) {
            var code = value.asString("").toLowerCase(Locale.ROOT);
            if (ERROR_CODES.contains(code)) {
                return code;
            }
        }
        return null;
    }
}
