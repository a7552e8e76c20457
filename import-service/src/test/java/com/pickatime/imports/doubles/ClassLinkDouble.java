package com.pickatime.imports.doubles;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** ClassLink's proxy, as far as this service asks it: the list of applications, and OneRoster collections. */
public final class ClassLinkDouble implements AutoCloseable {

    public static final String PARTNER_KEY = "partner-key";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, District> districts = new ConcurrentHashMap<>();
    private final HttpDouble http = HttpDouble.start(this::answer);
    private volatile boolean down;

    public String url() {
        return http.url();
    }

    public void add(District district) {
        districts.put(district.tenantId, district);
    }

    /** Answers every request with a failure that does not pass. */
    public void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public void close() {
        http.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        if (down) {
            HttpDouble.answer(exchange, 418, "application/json", "{}");
        } else if (path.equals("/applications")) {
            json(exchange, Map.of("status", 1, "applications", applications(query(exchange))));
        } else {
            collection(exchange, path.split("/"));
        }
    }

    private List<Map<String, Object>> applications(Map<String, String> query) {
        return query.getOrDefault("offset", "0").equals("0")
                ? districts.values().stream().map(ClassLinkDouble::application).toList()
                : List.of();
    }

    private static Map<String, Object> application(District district) {
        return Map.of(
                "tenant_id",
                Integer.valueOf(district.tenantId),
                "tenant_name",
                "District " + district.tenantId,
                "enabled",
                String.valueOf(district.enabled),
                "tenant_status",
                district.status,
                "oneroster_application_id",
                "%2Fapp" + district.tenantId,
                "bearer",
                "bearer-" + district.tenantId);
    }

    /** /{application id}/ims/oneroster/v1p1/{collection} */
    private void collection(HttpExchange exchange, String[] path) throws IOException {
        var district = districts.get(path[1].replace("%2Fapp", ""));
        var bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (district == null || !("Bearer bearer-" + district.tenantId).equals(bearer)) {
            HttpDouble.answer(exchange, 401, "application/json", "{}");
            return;
        }
        var name = path[path.length - 1];
        district.awaitAnswer(name);
        var rows = district.rows(name);
        var query = query(exchange);
        district.filters.add(query.getOrDefault("filter", ""));
        int offset = Integer.parseInt(query.get("offset"));
        int limit = Integer.parseInt(query.get("limit"));
        int total = rows.size() + (district.truncated.equals(name) ? 1 : 0);
        exchange.getResponseHeaders().set("x-total-count", String.valueOf(total));
        exchange.getResponseHeaders().set("x-perm-rev", String.valueOf(district.permissionRevision(name)));
        json(exchange, Map.of(name, rows.stream().skip(offset).limit(limit).toList()));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? new HashMap<>()
                : List.of(query.split("&")).stream()
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void json(HttpExchange exchange, Object body) throws IOException {
        HttpDouble.answer(exchange, 200, "application/json", JSON.writeValueAsString(body));
    }
}
