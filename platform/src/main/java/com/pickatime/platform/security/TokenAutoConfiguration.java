package com.pickatime.platform.security;

import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.access.TokenKeys;
import io.netty.channel.ChannelOption;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/** Where tokens come from and how they are verified: {@code pickatime.security.*}. */
@AutoConfiguration(before = SecurityAutoConfiguration.class)
@EnableConfigurationProperties(SecuritySettings.class)
public class TokenAutoConfiguration {

    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration TOKEN_PATIENCE = Duration.ofSeconds(10);

    /** The keys of the issuer named in {@code pickatime.security.issuer}, which need a service only if it has none itself. */
    @Bean
    @ConditionalOnMissingBean
    TokenKeys tokenKeys(SecuritySettings settings, ObjectProvider<Clock> clock) {
        return new RemoteTokenKeys(
                client(settings.keysTimeout()),
                settings.keys(),
                settings.keysTimeout(),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ReactiveJwtDecoder accessTokenDecoder(TokenKeys keys, SecuritySettings settings, ObjectProvider<Clock> clock) {
        return AccessTokens.decoder(keys, settings.issuer(), clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ServiceTokens serviceTokens(SecuritySettings settings, ObjectProvider<Clock> clock) {
        var credentials = ServiceTokens.Credentials.of(settings.clientId(), settings.clientSecret());
        return new ServiceTokens(
                client(TOKEN_PATIENCE), settings.tokenEndpoint(), credentials, clock.getIfAvailable(Clock::systemUTC));
    }

    /** A client of their own, so that a service's settings for its own calls do not reach in here. */
    static WebClient client(Duration patience) {
        var http = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
                .responseTimeout(patience);
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .build();
    }
}
