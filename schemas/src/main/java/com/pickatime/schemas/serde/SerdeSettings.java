package com.pickatime.schemas.serde;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What our serializer and deserializer can be told, under the names that Confluent's use.
 *
 * <p>The defaults are Confluent's too, except for the time limit: 5 s instead of 60 s per call.
 */
record SerdeSettings(
        List<RegistryAddress> registries,
        Patience patience,
        boolean autoRegister,
        boolean useLatest,
        boolean specific) {

    static final String REGISTRY_URL = "schema.registry.url";
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST = "use.latest.version";
    static final String SPECIFIC_READER = "specific.avro.reader";
    static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    static final String USER_INFO = "basic.auth.user.info";
    static final String TIMEOUT = "http.read.timeout.ms";
    static final String RETRIES = "max.retries";
    static final String RETRY_WAIT = "retries.wait.ms";
    static final String RETRY_MAX_WAIT = "retries.max.wait.ms";

    private static final List<String> SUBJECT_STRATEGIES =
            List.of("key.subject.name.strategy", "value.subject.name.strategy");

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(REGISTRY_URL, LIST, HIGH, "Base URLs of the registry's instances; each is tried in turn.")
            .define(AUTO_REGISTER, BOOLEAN, true, HIGH, "Register a schema when its first record is written.")
            .define(USE_LATEST, BOOLEAN, false, MEDIUM, "Without auto-registration: write as the latest version.")
            .define(SPECIFIC_READER, BOOLEAN, false, HIGH, "Read into generated classes, not generic records.")
            .define(CREDENTIALS_SOURCE, STRING, "URL", MEDIUM, "URL or USER_INFO.")
            .define(USER_INFO, PASSWORD, "", MEDIUM, "user:password, for the source USER_INFO.")
            .define(TIMEOUT, INT, 5_000, Range.atLeast(1), LOW, "Longest time for one call, connecting included.")
            .define(RETRIES, INT, 3, Range.atLeast(0), LOW, "How often a call is repeated after the first failed.")
            .define(RETRY_WAIT, LONG, 1_000, Range.atLeast(0), LOW, "Pause before the first repeat; it doubles.")
            .define(RETRY_MAX_WAIT, LONG, 20_000, Range.atLeast(0), LOW, "Longest pause before a repeat.");

    /** How long and how often a registry is asked. */
    record Patience(Duration limit, int retries, Duration firstPause, Duration longestPause) {

        /** The pause before the given repeat, counted from one. */
        Duration before(int repeat) {
            var doubled = firstPause.multipliedBy(1L << Math.min(repeat - 1, 20));
            return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
    }

    /**
     * Reads the settings from a Kafka client's configuration, whose other entries it ignores.
     *
     * @throws ConfigException if one is missing or wrong, or asks for something that only Confluent's serializer can
     */
    static SerdeSettings from(Map<String, ?> config) {
        var values = new AbstractConfig(DEFINITION, config, false);
        requireTopicNameStrategy(config);
        return new SerdeSettings(
                registries(values),
                new Patience(
                        Duration.ofMillis(values.getInt(TIMEOUT)),
                        values.getInt(RETRIES),
                        Duration.ofMillis(values.getLong(RETRY_WAIT)),
                        Duration.ofMillis(values.getLong(RETRY_MAX_WAIT))),
                values.getBoolean(AUTO_REGISTER),
                values.getBoolean(USE_LATEST),
                values.getBoolean(SPECIFIC_READER));
    }

    private static List<RegistryAddress> registries(AbstractConfig values) {
        var userInfo = userInfo(values.getString(CREDENTIALS_SOURCE), values.getPassword(USER_INFO));
        var registries = values.getList(REGISTRY_URL).stream()
                .map(url -> RegistryAddress.of(url, userInfo))
                .toList();
        if (registries.isEmpty()) {
            throw new ConfigException(REGISTRY_URL + " names no registry");
        }
        return registries;
    }

    private static String userInfo(String source, Password userInfo) {
        return switch (source) {
            case "URL" -> "";
            case "USER_INFO" -> {
                if (userInfo.value().isBlank()) {
                    throw new ConfigException(USER_INFO + " is empty although " + CREDENTIALS_SOURCE + " asks for it");
                }
                yield userInfo.value();
            }
            default -> throw new ConfigException(CREDENTIALS_SOURCE, source, "must be URL or USER_INFO");
        };
    }

    private static void requireTopicNameStrategy(Map<String, ?> config) {
        for (var key : SUBJECT_STRATEGIES) {
            var strategy = config.get(key);
            var name = strategy instanceof Class<?> type ? type.getName() : String.valueOf(strategy);
            if (strategy != null && !name.endsWith("TopicNameStrategy")) {
                throw new ConfigException(key, name, "only TopicNameStrategy is supported here");
            }
        }
    }
}
