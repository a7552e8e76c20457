package com.pickatime.platform.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The style sheet, the pictures and the scripts, read once at start: reading files would hold up an event loop. */
@Configuration(value = "assets", proxyBeanMethods = false)
public class Assets {

    private record Asset(String content, MediaType type, String version) {}

    private static final Duration KEPT = Duration.ofDays(365);
    private static final Map<String, MediaType> TYPES = Map.of(
            "css",
            new MediaType("text", "css", StandardCharsets.UTF_8),
            "js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "svg",
            MediaType.parseMediaType("image/svg+xml"));

    private final Map<String, Asset> assets;

    Assets() throws IOException {
        var files = new PathMatchingResourcePatternResolver().getResources("classpath*:/assets/*");
        var read = new HashMap<String, Asset>();
        for (var file : files) {
            if (read.put(name(file), read(file)) != null) {
                throw new IllegalStateException("two assets are called " + name(file)
                        + "; if one is left over from an earlier build, ./mvnw clean removes it");
            }
        }
        this.assets = Map.copyOf(read);
    }

    /**
     * Where a browser finds an asset; the address changes with the content, so that nobody sees yesterday's style on
     * today's page.
     *
     * @throws IllegalArgumentException if there is no such asset
     */
    public String url(String name) {
        var asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset is called " + name);
        }
        return "/assets/" + name + "?v=" + asset.version();
    }

    /** A route and no controller method: what every page's model gets, a cookie among it, must not go into public caches. */
    @Bean
    RouterFunction<ServerResponse> assetRoute() {
        return RouterFunctions.route()
                .GET("/assets/{name}", request -> serve(request.pathVariable("name")))
                .build();
    }

    private Mono<ServerResponse> serve(String name) {
        var asset = assets.get(name);
        return asset == null
                ? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND))
                : ServerResponse.ok()
                        .cacheControl(CacheControl.maxAge(KEPT).cachePublic().immutable())
                        .eTag(asset.version())
                        .contentType(asset.type())
                        .bodyValue(asset.content());
    }

    private static Asset read(Resource file) {
        try {
            var content = file.getContentAsString(StandardCharsets.UTF_8);
            var type = TYPES.get(name(file).replaceFirst(".*\\.", ""));
            if (type == null) {
                throw new IllegalStateException("no media type is known for the asset " + name(file));
            }
            return new Asset(content, type, version(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Resource file) {
        var name = file.getFilename();
        if (name == null) {
            throw new IllegalStateException("an asset without a name");
        }
        return name;
    }

    private static String version(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
