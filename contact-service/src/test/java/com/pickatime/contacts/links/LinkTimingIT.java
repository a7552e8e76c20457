package com.pickatime.contacts.links;

import static com.pickatime.contacts.links.LinkStore.BIRTH_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.ContactIds.Shown;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.mongo.Expiry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * How long the seven failures take, as a parent sees it: over HTTP, one after the other in an order that is shuffled for each
 * round, so that whatever else the machine does meets all of them alike. Their distributions are compared in pairs. A control
 * shows that the comparison would see a single command of the store more.
 */
@Tag("slow")
class LinkTimingIT {

    private static final int SAMPLES = Integer.getInteger("link.samples", 2_000);
    private static final int WARM_UP = 300;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** That any of the 21 pairs differs by chance, if no two do. */
    private static final double CHANCE = 0.01;

    /** A wrong value that costs one command of the store more. */
    private static final String CONTROL = "CONTROL";

    @Test
    void doesNotTellTheCause() throws Exception {
        try (var service = RunningService.start(TestStore.freshDatabaseName())) {
            var store = new LinkStore(service.database(), Clock.systemUTC());
            prepare(service, store);
            var requests = requests(service);
            measure(service.database(), requests, WARM_UP);

            var samples = measure(service.database(), requests, SAMPLES);
            var control = Objects.requireNonNull(samples.remove(CONTROL));
            requests.remove(CONTROL);

            confirmCauses(requests, store);
            var test = new KolmogorovSmirnovTest();
            var causes = List.copyOf(samples.keySet());
            causes.forEach(cause -> System.out.printf(
                    "TIMING %-18s %,d samples, median %.2f ms, 95%% below %.2f ms%n",
                    cause, SAMPLES, quantile(samples, cause, 0.5), quantile(samples, cause, 0.95)));
            var wrong = Objects.requireNonNull(samples.get("WRONG_VALUE"));
            System.out.printf(
                    "TIMING one command more: D=%.4f p=%.6f%n",
                    test.kolmogorovSmirnovStatistic(control, wrong), test.kolmogorovSmirnovTest(control, wrong));
            var least = 1.0;
            int pairs = 0;
            for (int i = 0; i < causes.size(); i++) {
                for (int k = i + 1; k < causes.size(); k++) {
                    var one = samples.get(causes.get(i));
                    var other = samples.get(causes.get(k));
                    double p = test.kolmogorovSmirnovTest(one, other);
                    System.out.printf(
                            "TIMING %-18s %-18s D=%.4f p=%.4f%n",
                            causes.get(i), causes.get(k), test.kolmogorovSmirnovStatistic(one, other), p);
                    least = Math.min(least, p);
                    pairs++;
                }
            }
            System.out.printf("TIMING least p=%.5f of %d pairs%n", least, pairs);
            assertThat(test.kolmogorovSmirnovTest(control, wrong)).isLessThan(CHANCE / pairs);
            assertThat(least).isGreaterThan(CHANCE / pairs);
        }
    }

    /** All seven at one business and by one parent, of whom no budget but one student's is ever used up. */
    private static void prepare(RunningService service, LinkStore store) {
        store.parent("p1");
        for (var student : List.of("wrong", "removed", "quarantined", "locked", "twin")) {
            store.student(student, BIRTH_DATE);
        }
        store.student("without", null);
        store.own(PersonRole.STUDENT, "twin", BIRTH_DATE, null);
        store.setState("removed", "REMOVED");
        store.setState("quarantined", "QUARANTINED");
        var budgets = new EnumMap<Budget, Integer>(Budget.class);
        Arrays.stream(Budget.values()).forEach(budget -> budgets.put(budget, Budget.LARGEST));
        var defaults = LinkSettings.defaults(Shown.SOURCE_ID);
        service.bean(LinkPolicies.class)
                .save(
                        LinkStore.BUSINESS,
                        null,
                        new LinkSettings(
                                defaults.idField(),
                                defaults.dateOrder(),
                                defaults.parentsMayDetach(),
                                defaults.secondProof(),
                                budgets))
                .block(LIMIT);
        for (int days = 0; days < 2; days++) {
            var day = LocalDate.now(Clock.systemUTC()).plusDays(days);
            Mono.from(service.database()
                            .getCollection("link_tries")
                            .insertOne(new Document(
                                            "_id",
                                            LinkStore.BUSINESS.value() + ':' + day + ":STUDENT:"
                                                    + LinkStore.id("locked"))
                                    .append("tries", Budget.LARGEST)
                                    .append(
                                            Expiry.FIELD,
                                            Date.from(day.plusDays(2)
                                                    .atStartOfDay(ZoneOffset.UTC)
                                                    .toInstant()))))
                    .block(LIMIT);
        }
    }

    private static Map<String, HttpRequest> requests(RunningService service) {
        var names = new LinkedHashMap<String, String>();
        names.put("UNKNOWN_STUDENT", "nobody");
        names.put("NO_BIRTH_DATE", "without");
        names.put("WRONG_VALUE", "wrong");
        names.put("NOT_ACTIVE", "removed");
        names.put("QUARANTINED", "quarantined");
        names.put("AMBIGUOUS_STUDENT", "twin");
        names.put("LOCKED", "locked");
        names.put(CONTROL, "wrong");
        var requests = new LinkedHashMap<String, HttpRequest>();
        names.forEach((cause, student) -> requests.put(
                cause,
                HttpRequest.newBuilder(URI.create(service.url() + "/businesses/" + LinkStore.BUSINESS + "/links"))
                        .header("Content-Type", "application/json")
                        .timeout(LIMIT)
                        .POST(BodyPublishers.ofString(
                                "{\"studentId\": \"%s\", \"securityValue\": \"04/24/2014\"}".formatted(student)))
                        .build()));
        return requests;
    }

    /** In milliseconds. */
    private static Map<String, double[]> measure(MongoDatabase database, Map<String, HttpRequest> requests, int rounds)
            throws Exception {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var random = new Random(1);
        var samples = new LinkedHashMap<String, double[]>();
        requests.keySet().forEach(cause -> samples.put(cause, new double[rounds]));
        var order = new ArrayList<>(requests.keySet());
        var token = new Token();
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (var cause : order) {
                var request = token.with(Objects.requireNonNull(requests.get(cause)));
                long start = System.nanoTime();
                var answer = send(http, request);
                if (cause.equals(CONTROL)) {
                    Mono.from(database.runCommand(new Document("ping", 1))).block(LIMIT);
                }
                Objects.requireNonNull(samples.get(cause))[round] = (System.nanoTime() - start) / 1e6;
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            }
        }
        return samples;
    }

    private static void confirmCauses(Map<String, HttpRequest> requests, LinkStore store)
            throws IOException, InterruptedException {
        var http = HttpClient.newHttpClient();
        for (var request : requests.entrySet()) {
            var body = send(http, new Token().with(request.getValue())).body();
            assertThat(store.cause(body.replaceAll(".*\"supportCode\":\"([^\"]+)\".*", "$1"))
                            .name())
                    .isEqualTo(request.getKey());
        }
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static double quantile(Map<String, double[]> samples, String cause, double part) {
        var sorted = Objects.requireNonNull(samples.get(cause)).clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * part)];
    }

    /** Of the parent, renewed before it ends. */
    private static final class Token {

        private static final Duration FOR = Duration.ofMinutes(2);

        private String value = "";
        private Instant until = Instant.MIN;

        HttpRequest with(HttpRequest request) {
            var now = Instant.now();
            if (!now.isBefore(until)) {
                value = TestTokens.person(
                        LinkStore.BUSINESS.value(), LinkStore.id("p1").value(), AccessLevel.CUSTOMER);
                until = now.plus(FOR);
            }
            return HttpRequest.newBuilder(request, (name, header) -> true)
                    .header("Authorization", "Bearer " + value)
                    .build();
        }
    }
}
