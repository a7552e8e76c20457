package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.Matches.Decided;
import com.pickatime.contacts.adoption.Matches.Search;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.Problems;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Matches as a table for people to decide in, and the table with what they decided. Only the ids and the decisions are read again. */
@Component
class MatchTable {

    private static final String DECISION = "decision";
    private static final String OWN = "ownContactId";
    private static final String ROSTER = "rosterContactId";
    private static final String[] HEADER = {
        DECISION,
        "role",
        "score",
        "rules",
        "against",
        "ownGivenName",
        "ownFamilyName",
        "ownIdentifier",
        "rosterGivenName",
        "rosterFamilyName",
        "rosterIdentifier",
        "rosterSourceId",
        OWN,
        ROSTER
    };

    private static final int BATCH = 500;
    private static final int MOST_PROBLEMS = 100;
    private static final String SEPARATOR = " ";

    private final MongoCollection<Document> contacts;
    private final Matches matches;

    MatchTable(MongoDatabase database, Matches matches) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.matches = matches;
    }

    /** A line that was not taken, counted from 1 with the header, and why. */
    record LineProblem(long line, String reason) {}

    /**
     * What became of a table.
     *
     * @param decided lines that decide something, also what was decided before
     * @param open lines that decide nothing
     * @param problems the first of those that were refused
     */
    record Taken(long decided, long open, long refused, List<LineProblem> problems) {

        static final Taken NOTHING = new Taken(0, 0, 0, List.of());

        Taken plus(Taken more) {
            return new Taken(
                    decided + more.decided,
                    open + more.open,
                    refused + more.refused,
                    Stream.concat(problems.stream(), more.problems.stream())
                            .limit(MOST_PROBLEMS)
                            .toList());
        }
    }

    /** All that the search finds, with the names of both. */
    Flux<String> export(BusinessId business, Search search) {
        return Flux.just(CsvLine.of(HEADER))
                .concatWith(matches.find(business, search).buffer(BATCH).concatMap(some -> lines(business, some), 1));
    }

    private Flux<String> lines(BusinessId business, List<Match> some) {
        var ids = some.stream()
                .flatMap(match -> Stream.of(match.own(), match.roster()))
                .map(contact -> ContactKey.of(business, contact))
                .toList();
        return Flux.from(contacts.find(in(DocumentFields.ID, ids)))
                .map(ContactView::new)
                .collectMap(ContactView::id)
                .flatMapIterable(known -> some.stream()
                        .map(match -> line(match, known.get(match.own()), known.get(match.roster())))
                        .toList());
    }

    private static String line(Match match, @Nullable ContactView own, @Nullable ContactView roster) {
        return CsvLine.of(
                match.decision().name(),
                match.role().name(),
                String.valueOf(match.score()),
                names(match.rules()),
                names(match.against()),
                text(own, RosterFields.GIVEN_NAME),
                text(own, RosterFields.FAMILY_NAME),
                text(own, RosterFields.IDENTIFIER),
                text(roster, RosterFields.GIVEN_NAME),
                text(roster, RosterFields.FAMILY_NAME),
                text(roster, RosterFields.IDENTIFIER),
                match.sourceId(),
                match.own().value(),
                match.roster().value());
    }

    private static String names(List<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(SEPARATOR));
    }

    private static String text(@Nullable ContactView view, String field) {
        return view == null ? "" : Objects.requireNonNullElse(view.text(field), "");
    }

    /** Takes a table with decisions; lines with ACCEPTED or REFUSED decide, each by itself. */
    Mono<Taken> take(BusinessId business, Flux<DataBuffer> table, String by) {
        return Mono.usingWhen(
                blocking(() -> Files.createTempFile("decisions", ".csv")),
                file -> DataBufferUtils.write(table, file).then(decide(business, file, by)),
                file -> blocking(() -> Files.deleteIfExists(file)));
    }

    private Mono<Taken> decide(BusinessId business, Path file, String by) {
        return Flux.using(
                        () -> CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file),
                        Flux::fromIterable,
                        MatchTable::close)
                .subscribeOn(Schedulers.boundedElastic())
                .buffer(BATCH)
                .concatMap(lines -> decide(business, lines, by), 1)
                .reduce(Taken.NOTHING, Taken::plus)
                .onErrorMap(
                        CsvParseException.class,
                        malformed -> Problems.invalid("body", "must be a table of comma-separated values (RFC 4180)"));
    }

    private Mono<Taken> decide(BusinessId business, List<NamedCsvRecord> lines, String by) {
        var problems = new ArrayList<LineProblem>();
        var numbers = new LinkedHashMap<Decided, Long>();
        long open = 0;
        for (var line : lines) {
            var decision = cell(line, DECISION);
            var own = cell(line, OWN);
            var roster = cell(line, ROSTER);
            if (decision.isEmpty()
                    || decision.equals(Decision.PROPOSED.name())
                    || decision.equals(Decision.UNDECIDED.name())
                    || decision.equals(Decision.ADOPTED.name())) {
                open++;
            } else if (own.isEmpty() || roster.isEmpty()) {
                problems.add(new LineProblem(line.getStartingLineNumber(), "has no " + OWN + " or no " + ROSTER));
            } else if (!decision.equals(Decision.ACCEPTED.name()) && !decision.equals(Decision.REFUSED.name())) {
                problems.add(new LineProblem(
                        line.getStartingLineNumber(), DECISION + " must be ACCEPTED or REFUSED, or stay as it was"));
            } else {
                numbers.put(
                        new Decided(new ContactId(own), new ContactId(roster), Decision.valueOf(decision)),
                        line.getStartingLineNumber());
            }
        }
        long undecided = open;
        return matches.decide(business, numbers.keySet(), by).map(refused -> {
            refused.forEach((decided, reason) ->
                    problems.add(new LineProblem(Objects.requireNonNull(numbers.get(decided)), reason(reason))));
            problems.sort(Comparator.comparingLong(LineProblem::line));
            return new Taken(
                    (long) numbers.size() - refused.size(),
                    undecided,
                    problems.size(),
                    problems.stream().limit(MOST_PROBLEMS).toList());
        });
    }

    static String reason(Matches.Refused refused) {
        return switch (refused) {
            case NO_SUCH_MATCH -> "is no match of the last report";
            case ALREADY_ADOPTED -> "is adopted already; POST .../contacts/{contactId}/un-adoption takes that back";
            case ANOTHER_IS_ACCEPTED ->
                "cannot be accepted while another match of one of the two is; refuse that one first";
        };
    }

    /** Without the sign that keeps a cell from being a formula. */
    private static String cell(NamedCsvRecord line, String name) {
        var cell = line.findField(name)
                .orElseThrow(() ->
                        Problems.invalid("body", "must have the columns " + String.join(", ", DECISION, OWN, ROSTER)))
                .strip();
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    private static void close(CsvReader<NamedCsvRecord> reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
