package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Authentication;
import com.pickatime.imports.connection.Protocol;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.OneRosterVersion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants a connection to be; the README tells the fields.
 *
 * <p>Where administrators, key and secret, contactIdField, timeZone, state, authentication, tokenUrl, oneRosterVersion or
 * options are null, they stay what they are.
 */
@Schema(example = """
                {"businessName": "Oak Unified School District", "tenantId": "2145", "source": "CLASSLINK_DIRECT",
                 "baseUrl": "https://oak.example.org/ims/oneroster/v1p1", "consumerKey": "key", "consumerSecret": "secret",
                 "administrators": ["administrator@oak.example.org"], "timeZone": "America/New_York", "state": "CONFIGURED"}""")
record ConnectionRequest(
        @Nullable String businessName,
        @Nullable String tenantId,
        @Nullable String source,
        @Nullable String baseUrl,
        @Nullable String consumerKey,
        @Nullable String consumerSecret,
        @Nullable List<String> administrators,
        @Nullable String contactIdField,
        @Nullable String timeZone,
        @Nullable String state,
        @Nullable String authentication,
        @Nullable String tokenUrl,
        @Nullable String oneRosterVersion,
        @Nullable OptionsRequest options) {

    /** A connection whose server, if it has one of its own, is spoken to as before, or else in the default way. */
    ConnectionRequest(
            @Nullable String businessName,
            @Nullable String tenantId,
            @Nullable String source,
            @Nullable String baseUrl,
            @Nullable String consumerKey,
            @Nullable String consumerSecret,
            @Nullable List<String> administrators,
            @Nullable String contactIdField,
            @Nullable String timeZone,
            @Nullable String state) {
        this(
                businessName,
                tenantId,
                source,
                baseUrl,
                consumerKey,
                consumerSecret,
                administrators,
                contactIdField,
                timeZone,
                state,
                null,
                null,
                null,
                null);
    }

    /** The same, with what stays of how the district's own server was spoken to before. */
    ConnectionRequest speakingAs(SourceAccess before) {
        if (before.type() != SourceType.CLASSLINK_DIRECT
                || !before.type().name().equals(source)) {
            return this;
        }
        var spoken = before.spoken();
        var wanted = authentication == null ? spoken.authentication().name() : authentication;
        return new ConnectionRequest(
                businessName,
                tenantId,
                source,
                baseUrl,
                consumerKey,
                consumerSecret,
                administrators,
                contactIdField,
                timeZone,
                state,
                wanted,
                tokenUrl == null && wanted.equals(Authentication.OAUTH2.name()) ? spoken.tokenUrl() : tokenUrl,
                oneRosterVersion == null ? spoken.oneRosterVersion().name() : oneRosterVersion,
                options);
    }

    /** How the server shall be spoken to; only of a request that follows the rules. */
    Protocol protocol() {
        return new Protocol(
                authentication == null ? Authentication.OAUTH1 : Authentication.valueOf(authentication),
                tokenUrl,
                oneRosterVersion == null ? OneRosterVersion.V1_1 : OneRosterVersion.valueOf(oneRosterVersion));
    }

    /** Whether key and secret would be sent, and not where they are sent by now. */
    boolean sendsSecretElsewhereThan(SourceAccess before) {
        return Authentication.OAUTH2.name().equals(authentication)
                && !Objects.equals(tokenUrl, before.spoken().tokenUrl());
    }

    /** Hides addresses and secrets. */
    @Override
    public String toString() {
        return "ConnectionRequest[source=" + source + ", state=" + state + "]";
    }
}
