package com.pickatime.sso.settings;

import com.pickatime.platform.ids.BusinessId;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Settings as MongoDB keeps them. */
final class SettingsDocuments {

    static final String CHANGED_AT = "changedAt";

    private static final String ALLOW_AES_CBC = "allowAesCbc";

    private SettingsDocuments() {}

    static Document document(SsoSettings settings, Instant changedAt, String changedBy) {
        return new Document("_id", settings.businessId())
                .append("provider", settings.provider().name())
                .append("idpLoginUrl", text(settings.idpLoginUrl()))
                .append("idpMetadataUrl", text(settings.idpMetadataUrl()))
                .append("attributes", document(settings.attributes()))
                .append("allowIdpInitiated", settings.allowIdpInitiated())
                .append("allowSha1", settings.allowSha1())
                .append(ALLOW_AES_CBC, settings.allowAesCbc())
                .append("signRequests", settings.signRequests())
                .append("tenantId", settings.tenantId())
                .append(CHANGED_AT, Date.from(changedAt))
                .append("changedBy", changedBy);
    }

    static StoredSettings stored(Document document) {
        var settings = new SsoSettings(
                new BusinessId(document.getString("_id")),
                SsoProvider.valueOf(document.getString("provider")),
                url(document.getString("idpLoginUrl")),
                url(document.getString("idpMetadataUrl")),
                attributes(document.get("attributes", Document.class)),
                document.getBoolean("allowIdpInitiated"),
                document.getBoolean("allowSha1"),
                // settings from before there was such a switch
                document.getBoolean(ALLOW_AES_CBC, false),
                document.getBoolean("signRequests"),
                document.getString("tenantId"));
        return new StoredSettings(settings, document.getDate(CHANGED_AT).toInstant(), document.getString("changedBy"));
    }

    private static Document document(AttributeMapping attributes) {
        return new Document("sourceId", attributes.sourceId())
                .append("email", attributes.email())
                .append("role", attributes.role())
                .append("tenantId", attributes.tenantId());
    }

    private static AttributeMapping attributes(Document document) {
        return new AttributeMapping(
                names(document, "sourceId"),
                names(document, "email"),
                names(document, "role"),
                names(document, "tenantId"));
    }

    private static List<String> names(Document document, String kind) {
        return document.getList(kind, String.class);
    }

    private static @Nullable String text(@Nullable URI url) {
        return url == null ? null : url.toString();
    }

    private static @Nullable URI url(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }
}
