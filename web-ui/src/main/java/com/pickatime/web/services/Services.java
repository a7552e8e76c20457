package com.pickatime.web.services;

import com.pickatime.web.WebSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.util.DefaultUriBuilderFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the services, always with the token of the person whose page it is: what they may not, their page may not.
 *
 * <p>In an address, {@code {business}} is the person's own; further variables are given in their order. Answers fail with
 * {@link Refusal} or {@link ServiceAwayException}.
 */
@Component
public class Services {

    /** Slower than any page should be, and quicker than a person's patience with an empty window. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** A load of files tells up to 2,000 rows that cannot be used. */
    private static final int LARGEST_ANSWER = 2 * 1024 * 1024;

    private final Map<Service, WebClient> clients = new EnumMap<>(Service.class);

    Services(WebClient.Builder builder, WebSettings settings) {
        for (var service : Service.values()) {
            var addresses =
                    new DefaultUriBuilderFactory(settings.address(service).toString());
            // an id may hold any character, a slash too
            addresses.setEncodingMode(DefaultUriBuilderFactory.EncodingMode.VALUES_ONLY);
            clients.put(
                    service,
                    builder.clone()
                            .uriBuilderFactory(addresses)
                            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                            .build());
        }
    }

    /** What a service answers, with the tag that a change has to name. */
    public record Tagged<T>(T value, String tag) {}

    /** A plain question. */
    public <T> Mono<T> get(SignedIn who, Service service, Class<T> type, String path, Object... variables) {
        return get(who, service, ParameterizedTypeReference.forType(type), path, variables);
    }

    /** A plain question. */
    public <T> Mono<T> get(
            SignedIn who, Service service, ParameterizedTypeReference<T> type, String path, Object... variables) {
        return call(who, service, HttpMethod.GET, null, Map.of(), path, variables)
                .flatMap(response -> Mono.justOrEmpty(response.getBody()))
                .map(body -> Json.read(body, type));
    }

    /** A question whose answer is to be changed. */
    public <T> Mono<Tagged<T>> getTagged(
            SignedIn who, Service service, Class<T> type, String path, Object... variables) {
        return call(who, service, HttpMethod.GET, null, Map.of(), path, variables)
                .map(response -> new Tagged<>(
                        Json.read(
                                Objects.requireNonNullElse(response.getBody(), ""),
                                ParameterizedTypeReference.<T>forType(type)),
                        Objects.requireNonNullElse(response.getHeaders().getETag(), "")));
    }

    /** A change whose answer nobody needs. */
    public Mono<Void> send(
            SignedIn who, Service service, HttpMethod method, @Nullable Object body, String path, Object... variables) {
        return call(who, service, method, body, Map.of(), path, variables).then();
    }

    /** A change to what has not changed since {@code tag} was read. */
    public Mono<Void> sendIfUnchanged(
            SignedIn who,
            Service service,
            HttpMethod method,
            @Nullable Object body,
            String tag,
            String path,
            Object... variables) {
        return call(who, service, method, body, Map.of(HttpHeaders.IF_MATCH, tag), path, variables)
                .then();
    }

    /** A change with an answer. */
    public <T> Mono<T> sendFor(
            SignedIn who,
            Service service,
            HttpMethod method,
            @Nullable Object body,
            Class<T> type,
            String path,
            Object... variables) {
        return call(who, service, method, body, Map.of(), path, variables)
                .map(response -> Json.read(
                        Objects.requireNonNullElse(response.getBody(), ""), ParameterizedTypeReference.forType(type)));
    }

    /** A change with an answer, to what has not changed since {@code tag} was read. */
    public <T> Mono<T> sendForIfUnchanged(
            SignedIn who,
            Service service,
            HttpMethod method,
            @Nullable Object body,
            String tag,
            Class<T> type,
            String path,
            Object... variables) {
        return call(who, service, method, body, Map.of(HttpHeaders.IF_MATCH, tag), path, variables)
                .map(response -> Json.read(
                        Objects.requireNonNullElse(response.getBody(), ""), ParameterizedTypeReference.forType(type)));
    }

    /**
     * A change with an answer, which is made once however often it is sent.
     *
     * @param key made when the form was shown, and sent with it each time
     */
    public <T> Mono<T> sendOnce(
            SignedIn who,
            Service service,
            HttpMethod method,
            @Nullable Object body,
            String key,
            Class<T> type,
            String path,
            Object... variables) {
        return call(who, service, method, body, Map.of("Idempotency-Key", key), path, variables)
                .map(response -> Json.read(
                        Objects.requireNonNullElse(response.getBody(), ""), ParameterizedTypeReference.forType(type)));
    }

    /** For streams; whoever takes it deals with its errors by {@link #refusal} and {@link #away}. */
    public WebClient.RequestBodySpec request(
            SignedIn who, Service service, HttpMethod method, String path, Object... variables) {
        return client(service)
                .method(method)
                .uri(path, withBusiness(who, path, variables))
                .headers(headers -> credentials(headers, who));
    }

    /**
     * A file, as it comes; whoever takes it reads or cancels it. What a service refuses is an error before the file begins; one that
     * breaks off breaks the file off.
     */
    public Mono<Flux<DataBuffer>> download(SignedIn who, Service service, String path, Object... variables) {
        return request(who, service, HttpMethod.GET, path, variables)
                .retrieve()
                .onStatus(HttpStatusCode::isError, Services::refusal)
                .toEntityFlux(BodyExtractors.toDataBuffers())
                .timeout(LIMIT)
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> away(service, failure))
                .map(answer -> Objects.requireNonNullElse(answer.getBody(), Flux.empty()));
    }

    /**
     * Sends a file as it comes, and takes the answer to it.
     *
     * @param limit how long that may take
     */
    public <T> Mono<T> upload(
            SignedIn who,
            Service service,
            MediaType type,
            Flux<DataBuffer> file,
            Duration limit,
            Class<T> answer,
            String path,
            Object... variables) {
        return request(who, service, HttpMethod.POST, path, variables)
                .contentType(type)
                .body(BodyInserters.fromDataBuffers(file))
                .exchangeToMono(response -> answer(response, answer))
                .timeout(limit)
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> away(service, failure));
    }

    private Mono<ResponseEntity<String>> call(
            SignedIn who,
            Service service,
            HttpMethod method,
            @Nullable Object body,
            Map<String, String> headers,
            String path,
            Object... variables) {
        var request = request(who, service, method, path, variables);
        headers.forEach(request::header);
        var prepared = body == null ? request : request.bodyValue(body);
        return prepared.exchangeToMono(response -> response.statusCode().isError()
                        ? refusal(response).flatMap(Mono::error)
                        : response.toEntity(String.class))
                .timeout(LIMIT)
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> away(service, failure));
    }

    /** What a service answered; its refusal as an error. */
    public static <T> Mono<T> answer(ClientResponse response, Class<T> type) {
        return response.statusCode().isError() ? refusal(response).flatMap(Mono::error) : response.bodyToMono(type);
    }

    /** What an error that a service answered means. */
    public static Mono<Refusal> refusal(ClientResponse response) {
        var status = HttpStatus.resolve(response.statusCode().value());
        return response.bodyToMono(String.class)
                .defaultIfEmpty("")
                .map(body -> Refusal.of(status == null ? HttpStatus.BAD_GATEWAY : status, body));
    }

    /** The same failure, or what it means: that a service does not answer. */
    public static Throwable away(Service service, Throwable failure) {
        return failure instanceof WebClientRequestException || failure instanceof TimeoutException
                ? new ServiceAwayException(service, failure)
                : failure;
    }

    private WebClient client(Service service) {
        return Objects.requireNonNull(clients.get(service));
    }

    private static void credentials(HttpHeaders headers, SignedIn who) {
        headers.setBearerAuth(who.token());
        who.network().ifPresent(network -> headers.set("X-Forwarded-For", network));
    }

    /** A path that is of a business begins with its variable. */
    private static Object[] withBusiness(SignedIn who, String path, Object... variables) {
        return path.contains("{business}")
                ? Stream.concat(Stream.of(who.businessId().value()), Arrays.stream(variables))
                        .toArray()
                : variables;
    }
}
