package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Authentication;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.OneRosterVersion;
import com.pickatime.imports.store.ImportsSettings;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a connection must be like; says for each field what is wrong with it, and never repeats a value. */
@Component
class ConnectionRules {

    private static final Pattern TENANT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>\"]{1,64}@[^@\\s,;<>\"]+\\.[^@\\s.,;<>\"]{2,}");
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ADMINISTRATORS = 20;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private static final Set<SourceType> CONNECTED = EnumSet.complementOf(EnumSet.of(SourceType.SNAPSHOT));

    private final boolean insecureAllowed;

    ConnectionRules(ImportsSettings settings) {
        this.insecureAllowed = settings.allowInsecureSources();
    }

    /** The same request, if all of it can be; a 400 problem with every field at fault otherwise. */
    ConnectionRequest checked(BusinessId businessId, ConnectionRequest request, boolean secretKnown) {
        var errors = new LinkedHashMap<String, String>();
        if (!businessId.mayBeGiven()) {
            errors.put("businessId", BusinessId.RULE);
        } else if (businessId.equals(BusinessId.ONBOARDING_TEAM)) {
            errors.put("businessId", "is the onboarding team's own; give the district another one");
        }
        if (request.businessName() == null
                || request.businessName().isBlank()
                || request.businessName().length() > LONGEST_NAME) {
            errors.put("businessName", "must be 1 to " + LONGEST_NAME + " characters");
        }
        if (CONNECTED.stream().noneMatch(source -> source.name().equals(request.source()))) {
            errors.put("source", "must be one of " + CONNECTED);
        }
        enumeration(errors, "contactIdField", ContactIdField.class, request.contactIdField(), false);
        timeZone(errors, request.timeZone());
        state(errors, request.state());
        OptionsRules.check(errors, request.options());
        administrators(errors, request.administrators());
        source(errors, request, secretKnown);
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return request;
    }

    private void source(Map<String, String> errors, ConnectionRequest request, boolean secretKnown) {
        if (request.tenantId() != null && !TENANT_ID.matcher(request.tenantId()).matches()) {
            errors.put("tenantId", "must be 1 to 64 letters, digits, '-' and '_'");
        }
        if (request.baseUrl() != null) {
            address(errors, "baseUrl", request.baseUrl());
        }
        if (SourceType.CLASSLINK_PROXY.name().equals(request.source()) && request.tenantId() == null) {
            errors.put("tenantId", "is needed to read through ClassLink's proxy");
        }
        if (SourceType.CLASSLINK_DIRECT.name().equals(request.source())) {
            direct(errors, request, secretKnown);
            protocol(errors, request);
        } else {
            onlyOfOwnServers(errors, "authentication", request.authentication());
            onlyOfOwnServers(errors, "tokenUrl", request.tokenUrl());
            onlyOfOwnServers(errors, "oneRosterVersion", request.oneRosterVersion());
        }
    }

    private void protocol(Map<String, String> errors, ConnectionRequest request) {
        enumeration(errors, "authentication", Authentication.class, request.authentication(), false);
        enumeration(errors, "oneRosterVersion", OneRosterVersion.class, request.oneRosterVersion(), false);
        boolean tokens = Authentication.OAUTH2.name().equals(request.authentication());
        if (request.tokenUrl() != null) {
            address(errors, "tokenUrl", request.tokenUrl());
        }
        if (tokens && blank(request.tokenUrl())) {
            errors.put("tokenUrl", "is needed for OAUTH2: the address where the district's server gives tokens");
        } else if (!tokens && request.tokenUrl() != null) {
            errors.put("tokenUrl", "is of use with authentication OAUTH2 only");
        }
    }

    private static void onlyOfOwnServers(Map<String, String> errors, String field, @Nullable String value) {
        if (value != null) {
            errors.put(field, "is of use with source CLASSLINK_DIRECT only");
        }
    }

    private static void direct(Map<String, String> errors, ConnectionRequest request, boolean secretKnown) {
        if (request.baseUrl() == null) {
            errors.put("baseUrl", "is needed to read from the district's own server");
        }
        if (blank(request.consumerKey()) != blank(request.consumerSecret())) {
            errors.put(
                    blank(request.consumerKey()) ? "consumerKey" : "consumerSecret",
                    "key and secret can only be changed together");
        } else if (blank(request.consumerKey()) && !secretKnown) {
            errors.put(
                    "consumerKey",
                    "is needed, with consumerSecret, to read from the district's own server; again when they shall be sent"
                            + " to another tokenUrl");
        }
    }

    private void address(Map<String, String> errors, String field, String text) {
        try {
            var url = new URI(text);
            boolean loopback = insecureAllowed && "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
            if (url.getHost() == null || url.getUserInfo() != null || url.getRawQuery() != null) {
                errors.put(field, "must be an address with a host, without user and query");
            } else if (!"https".equals(url.getScheme()) && !loopback) {
                errors.put(field, "must begin with https://");
            }
        } catch (URISyntaxException e) {
            errors.put(field, "is no address");
        }
    }

    private static void administrators(Map<String, String> errors, @Nullable List<@Nullable String> addresses) {
        if (addresses == null) {
            return;
        }
        if (addresses.size() > MOST_ADMINISTRATORS) {
            errors.put("administrators", "must be at most " + MOST_ADMINISTRATORS);
        }
        for (int i = 0; i < addresses.size(); i++) {
            if (!isEmail(addresses.get(i))) {
                errors.put("administrators[" + i + "]", "is no e-mail address");
            }
        }
    }

    /** Whether this has the shape of an address; only a mail that arrives shows that it is one. */
    static boolean isEmail(@Nullable String text) {
        return text != null
                && text.length() <= LONGEST_EMAIL
                && EMAIL.matcher(text).matches();
    }

    /** Fixed offsets are refused: a school's clocks change, an offset does not. */
    private static void timeZone(Map<String, String> errors, @Nullable String id) {
        if (id != null && !ZoneId.getAvailableZoneIds().contains(id)) {
            errors.put(
                    "timeZone",
                    "must be a time zone's id in the IANA list, like America/Chicago, written just so;"
                            + " leave it out for the installation's zone");
        }
    }

    private static void state(Map<String, String> errors, @Nullable String state) {
        if (state != null
                && !state.equals(ConnectionState.ACTIVE.name())
                && !state.equals(ConnectionState.PAUSED.name())) {
            errors.put("state", "must be PAUSED to stop imports or ACTIVE to let them go on");
        }
    }

    private static <E extends Enum<E>> void enumeration(
            Map<String, String> errors, String field, Class<E> type, @Nullable String value, boolean needed) {
        boolean known = Arrays.stream(type.getEnumConstants())
                .anyMatch(constant -> constant.name().equals(value));
        if (value == null ? needed : !known) {
            errors.put(field, "must be one of " + Arrays.toString(type.getEnumConstants()));
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
