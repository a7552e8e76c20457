package com.pickatime.conferences.booking;

import com.pickatime.conferences.testing.School;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Parents who want a time with each of their child's teachers, at once, and half of them an early one: whoever is told that a time is
 * taken tries the next one, and whoever gets no answer asks again with the same key, of another instance.
 */
final class Stampede {

    /** How many teachers a child has. */
    static final int LESSONS = 3;

    private static final int EARLY = 8;
    private static final int AT_ONCE = 200;
    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final String conference;
    private final List<List<String>> slots;
    private final IntFunction<WebClient> instances;
    private final int parents;
    private final AtomicInteger turns = new AtomicInteger();

    /** Ids of appointments that parents were told are confirmed. */
    final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    /** How often each reason was given. */
    final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    /** How long each answered request took, in nanoseconds. */
    final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

    /**
     * One stampede.
     *
     * @param slots of each teacher, the earliest first
     * @param instances any one of the service, by the number of the request
     */
    Stampede(String conference, List<List<String>> slots, int parents, IntFunction<WebClient> instances) {
        this.conference = conference;
        this.slots = slots;
        this.parents = parents;
        this.instances = instances;
    }

    /** The teachers of the child of a parent. */
    static List<Integer> teachersOf(int parent, int teachers) {
        return IntStream.range(0, Math.min(LESSONS, teachers))
                .mapToObj(lesson -> (parent + lesson * 7) % teachers)
                .distinct()
                .toList();
    }

    static School school(int parents, int teachers) {
        var school = new School();
        IntStream.range(0, parents).forEach(parent -> {
            school.child("p" + parent, "s" + parent);
            teachersOf(parent, teachers)
                    .forEach(teacher -> school.lesson("s" + parent, "class" + teacher, "t" + teacher));
        });
        return school;
    }

    void run() {
        Flux.range(0, parents).flatMap(this::visit, AT_ONCE).then().block(LIMIT);
    }

    private Mono<Void> visit(int parent) {
        var token = TestTokens.person(School.BUSINESS, "p" + parent, AccessLevel.CUSTOMER);
        return Flux.fromIterable(teachersOf(parent, slots.size()))
                .concatMap(teacher -> book(parent, teacher, 0, token))
                .then();
    }

    private Mono<Void> book(int parent, int teacher, int at, String token) {
        var own = slots.get(teacher);
        if (at == own.size()) {
            return Mono.empty();
        }
        // half of them want one of the first eight times
        var first = parent % 2 == 0 ? parent / 2 % EARLY : parent * 31 % own.size();
        var key = "p%d-%d-%d".formatted(parent, teacher, at);
        var wanted = Map.of("slotId", own.get((first + at) % own.size()), "studentId", "s" + parent);
        return answered(HttpMethod.POST, "", wanted, key, token).flatMap(held -> {
            if (!held.containsKey("appointmentId")) {
                refusals.merge(String.valueOf(held.get("reason")), 1, Integer::sum);
                return book(parent, teacher, at + 1, token);
            }
            var id = held.get("appointmentId").toString();
            return answered(HttpMethod.PUT, "/" + id + "/confirmation", Map.of(), key, token)
                    .doOnNext(done -> {
                        if ("CONFIRMED".equals(done.get("state"))) {
                            confirmed.add(id);
                        } else {
                            refusals.merge(String.valueOf(done.get("reason")), 1, Integer::sum);
                        }
                    })
                    .then();
        });
    }

    /** Asks until somebody answers. */
    private Mono<Map<String, Object>> answered(
            HttpMethod method, String what, Map<String, ?> body, String key, String token) {
        return Mono.defer(() -> {
                    var began = System.nanoTime();
                    return Objects.requireNonNull(instances.apply(turns.getAndIncrement()))
                            .method(method)
                            .uri("/businesses/{b}/conferences/{c}/appointments" + what, School.BUSINESS, conference)
                            .headers(headers -> {
                                headers.setBearerAuth(token);
                                headers.set("Idempotency-Key", key);
                            })
                            .bodyValue(body)
                            .exchangeToMono(response -> response.statusCode().is5xxServerError()
                                    ? response.createError()
                                    : response.bodyToMono(JSON))
                            .doOnNext(answer -> times.add(System.nanoTime() - began));
                })
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE).filter(WebClientException.class::isInstance));
    }

    Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    Duration percentile(double share) {
        var sorted = new ArrayList<>(times);
        sorted.sort(null);
        return Duration.ofNanos(sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()))));
    }
}
