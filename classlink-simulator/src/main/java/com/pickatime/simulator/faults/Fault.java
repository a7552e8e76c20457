package com.pickatime.simulator.faults;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.pickatime.simulator.district.Edits.Edit;
import com.pickatime.simulator.records.User.Name;
import com.pickatime.simulator.tables.Collection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Something that goes wrong, or is changed, while it is switched on; the type names are those of the control interface. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Fault {

    /** Hits one collection and leaves the others alone. */
    sealed interface OnCollection extends Fault {

        Collection collection();
    }

    /** Hits a number of requests, then is over. */
    sealed interface Counted extends OnCollection {

        int times();
    }

    /** Depends on how many pages of its collection were answered since it was switched on. */
    sealed interface Numbered extends OnCollection {}

    /** Makes the roster look different, so that its revision changes when this is switched on and off. */
    sealed interface ChangesRoster extends Fault {}

    /** Is an edit of one person that the district's office made. */
    sealed interface OnPerson extends ChangesRoster {

        String sourcedId();

        /** What the office entered at the given time. */
        Edit edit(Instant at);
    }

    /** How a district's not sharing demographics shows. */
    enum Appearance {
        UNAUTHORISED,
        FORBIDDEN,
        NOT_FOUND,
        BAD_REQUEST,
        ERROR_IN_SUCCESS,
        NO_CONTENT,
        NO_BODY,
        EMPTY,
        BLANK_BIRTH_DATES;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        static Appearance named(String text) {
            return Arrays.stream(values())
                    .filter(appearance -> appearance.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("is not one of "
                            + Arrays.stream(values()).map(Appearance::text).toList()));
        }
    }

    /** The district has not switched on demographics for the application. */
    @JsonTypeName("demographics-not-shared")
    record DemographicsNotShared(@NotNull Appearance appearance) implements ChangesRoster {}

    /** The district does not share unenrolled users: guardians are named as agents but cannot be read. */
    @JsonTypeName("guardians-not-shared")
    record GuardiansNotShared() implements ChangesRoster {}

    /** The district has switched the application off. */
    @JsonTypeName("tenant-disabled")
    record TenantDisabled() implements Fault {}

    /** The revision of data and permissions changes in the middle of a pull. */
    @JsonTypeName("revision-change")
    record RevisionChange(@Min(0) int afterPages) implements Fault {}

    /** Requests fail; with 0 seconds there is no {@code Retry-After}. */
    @JsonTypeName("failing-requests")
    record FailingRequests(
            @NotNull Collection collection,
            @Min(400) @Max(599) int status,
            @Min(1) int times,
            @Min(0) int retryAfterSeconds)
            implements Counted {}

    /** A success that carries an error envelope. */
    @JsonTypeName("error-envelope")
    record ErrorEnvelope(
            @NotNull Collection collection, @Min(1) int times) implements Counted {}

    /** The second half of a page's records is missing, though {@code x-count} counts them. */
    @JsonTypeName("truncated-page")
    record TruncatedPage(
            @NotNull Collection collection, @Min(1) int times) implements Counted {}

    /** The JSON of a page breaks off. */
    @JsonTypeName("broken-body")
    record BrokenBody(
            @NotNull Collection collection, @Min(1) int times) implements Counted {}

    /** {@code x-total-count} is off by the difference. */
    @JsonTypeName("wrong-total")
    record WrongTotal(@NotNull Collection collection, int difference) implements OnCollection {}

    /** Every page is the first one. */
    @JsonTypeName("ignored-offset")
    record IgnoredOffset(@NotNull Collection collection) implements OnCollection {}

    /** Pages are silently smaller than asked for. */
    @JsonTypeName("clamped-limit")
    record ClampedLimit(@Min(1) int limit) implements Fault {}

    /** A larger limit is refused. */
    @JsonTypeName("limit-refused")
    record LimitRefused(@Min(1) int limit) implements Fault {}

    /** The order of the records is turned round by one more place with every page: right counts, wrong records. */
    @JsonTypeName("shifting-order")
    record ShiftingOrder(@NotNull Collection collection) implements Numbered {}

    /** Pages tell neither counts nor links. */
    @JsonTypeName("no-counts")
    record NoCounts(@NotNull Collection collection) implements OnCollection {}

    /** Pages tell no counts and no last page, only which page is next. */
    @JsonTypeName("link-only")
    record LinkOnly(@NotNull Collection collection) implements OnCollection {}

    /** One page, counted from 1, has no more than so many records, though others follow it. */
    @JsonTypeName("short-page")
    record ShortPage(
            @NotNull Collection collection,
            @Min(1) int page,
            @Min(0) int rows) implements Numbered {}

    /** After so many pages the first records of the collection are gone, and all others move up. */
    @JsonTypeName("rows-purged")
    record RowsPurged(
            @NotNull Collection collection,
            @Min(0) int afterPages,
            @Min(1) int rows) implements Numbered {}

    /** Pages are compressed for everybody, asked for or not. */
    @JsonTypeName("forced-gzip")
    record ForcedGzip() implements Fault {}

    /** Every request is sent on to the same path with a slash at its end, which answers. */
    @JsonTypeName("redirect")
    record Redirect(@Min(301) @Max(308) int status) implements Fault {}

    /** A page stops coming in the middle of a record, and ends only after so many seconds. */
    @JsonTypeName("stalled-response")
    record StalledResponse(
            @NotNull Collection collection,
            @Min(1) int times,
            @Min(1) @Max(600) int seconds) implements Counted {}

    /** Every page and record takes this much longer. */
    @JsonTypeName("slow-pages")
    record SlowPages(@Min(1) int milliseconds) implements Fault {}

    /** What a token endpoint says that gives no token. */
    enum TokenAnswer {
        CLIENT_REFUSED,
        SCOPE_REFUSED,
        WEB_PAGE,
        NO_TOKEN;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        static TokenAnswer named(String text) {
            return Arrays.stream(values())
                    .filter(answer -> answer.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("is not one of "
                            + Arrays.stream(values()).map(TokenAnswer::text).toList()));
        }
    }

    /** The token endpoint gives no token. */
    @JsonTypeName("token-not-given")
    record TokenNotGiven(@NotNull TokenAnswer answer) implements Fault {}

    /** After so many requests all tokens that were given are over; fresh ones are good. */
    @JsonTypeName("tokens-expire")
    record TokensExpire(@Min(0) int afterRequests) implements Fault {}

    /** Tokens are given, and none of them is good. */
    @JsonTypeName("tokens-refused")
    record TokensRefused() implements Fault {}

    /** The collection is answered with a sign-in page and a status that says that all is well. */
    @JsonTypeName("sign-in-page")
    record SignInPage(@NotNull Collection collection) implements OnCollection {}

    /** Pages have so many records, whatever the limit that was asked for. */
    @JsonTypeName("ignored-limit")
    record IgnoredLimit(@Min(1) int rows) implements Fault {}

    /** Every record is given, whatever the filter. */
    @JsonTypeName("ignored-filter")
    record IgnoredFilter() implements Fault {}

    /** Whatever has a filter is refused. */
    @JsonTypeName("filter-refused")
    record FilterRefused() implements Fault {}

    /** The district purged everything: all collections are empty, which is a valid answer. */
    @JsonTypeName("everything-purged")
    record EverythingPurged() implements ChangesRoster {}

    /** Everybody has another sourcedId, always the same one, and nobody anything else that is new. */
    @JsonTypeName("people-rekeyed")
    record PeopleRekeyed() implements ChangesRoster {}

    /** A school is not shared any more: gone with its classes, enrollments and those who belong to no other. */
    @JsonTypeName("school-not-shared")
    record SchoolNotShared(@NotBlank String sourcedId) implements ChangesRoster {}

    /** Teachers are not shared any more, nor that they teach. */
    @JsonTypeName("teachers-not-shared")
    record TeachersNotShared() implements ChangesRoster {}

    /** The collection is empty, which is a valid answer. */
    @JsonTypeName("empty-collection")
    record EmptyCollection(@NotNull Collection collection) implements OnCollection, ChangesRoster {}

    /** Only so many percent of the collection's records are there. */
    @JsonTypeName("shrunk-collection")
    record ShrunkCollection(
            @NotNull Collection collection, @Min(1) @Max(99) int percent) implements OnCollection, ChangesRoster {}

    /** A person, their enrollments and whatever refers to them as an agent are gone. */
    @JsonTypeName("person-removed")
    record PersonRemoved(@NotBlank String sourcedId) implements OnPerson {

        @Override
        public Edit edit(Instant at) {
            return new Edit(true, null, null, at);
        }
    }

    /** A person has another name, and no middle name. */
    @JsonTypeName("person-renamed")
    record PersonRenamed(
            @NotBlank String sourcedId,
            @NotBlank String givenName,
            @NotBlank String familyName) implements OnPerson {

        @Override
        public Edit edit(Instant at) {
            return new Edit(false, new Name(givenName, familyName, ""), null, at);
        }
    }

    /** A student's birth date is another: any text as somebody may have typed it, empty to blank it. */
    @JsonTypeName("birth-date-changed")
    record BirthDateChanged(
            @NotBlank String sourcedId, @NotNull String birthDate) implements OnPerson {

        @Override
        public Edit edit(Instant at) {
            return new Edit(false, null, birthDate, at);
        }
    }
}
