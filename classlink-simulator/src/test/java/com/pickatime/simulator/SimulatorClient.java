package com.pickatime.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a simulator over HTTP, with paths sent as they are written. */
public final class SimulatorClient {

    public static final String BEARER = "Bearer 5b0c7f5e-2d43-4c55-9d0e-6a1f0c2f7a11";
    public static final String PROXY = "/%2FmApLew00d%43/ims/oneroster/v1p1/";

    /** What the simulator gives at most by default. */
    private static final int LARGEST_PAGE = 100;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    public SimulatorClient(int port) {
        this.port = port;
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Asks for something in the roster, as the partner would through the proxy. */
    public HttpResponse<String> roster(String pathAndQuery) {
        return get(PROXY + pathAndQuery, BEARER);
    }

    /** The records that answer, of which there are as many as the header says. */
    public List<JsonNode> records(String pathAndQuery) {
        var response = roster(pathAndQuery);
        var page = new ArrayList<JsonNode>();
        json(response).values().iterator().next().forEach(page::add);
        return page;
    }

    /** All records of a collection, page by page until an empty one. */
    public List<JsonNode> all(String pathAndQuery) {
        var all = new ArrayList<JsonNode>();
        List<JsonNode> page;
        do {
            page = records(pathAndQuery + (pathAndQuery.contains("?") ? "&" : "?") + "limit=" + LARGEST_PAGE
                    + "&offset=" + all.size());
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    /** Asks for something in the roster with a header of one's own. */
    public HttpResponse<byte[]> roster(String pathAndQuery, String header, String value) {
        var request = HttpRequest.newBuilder(uri(PROXY + pathAndQuery))
                .header("Authorization", BEARER)
                .header(header, value);
        return send(request, BodyHandlers.ofByteArray());
    }

    /** Sends another method than GET, without a body. */
    public HttpResponse<String> rosterBy(String method, String pathAndQuery) {
        return send(HttpRequest.newBuilder(uri(PROXY + pathAndQuery))
                .header("Authorization", BEARER)
                .method(method, BodyPublishers.noBody()));
    }

    public HttpResponse<String> get(String path, String authorization) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Sends a form. */
    public HttpResponse<String> form(String path, String authorization, String form) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    public HttpResponse<String> put(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    /** Switches a fault on; quotes may be single. */
    public void switchOn(String fault) {
        var response = post("/control/faults", fault.replace('\'', '"'));
        if (response.statusCode() != 201) {
            throw new IllegalArgumentException(response.body());
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    public static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
