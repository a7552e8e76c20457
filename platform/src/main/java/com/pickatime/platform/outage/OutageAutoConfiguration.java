package com.pickatime.platform.outage;

import ch.qos.logback.classic.LoggerContext;
import java.time.Clock;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A quiet log while something is away, and what waits for it in the health. */
@AutoConfiguration
public class OutageAutoConfiguration {

    @Bean
    Standstill standstill(ObjectProvider<Clock> clock) {
        return new Standstill(clock.getIfAvailable(Clock::systemUTC));
    }

    /** Services of one JVM share its log, so one of them is enough. */
    @Bean
    InitializingBean outageLog(ObjectProvider<Clock> clock) {
        return () -> {
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
                var name = OutageLog.class.getName();
                logback.getTurboFilterList().removeIf(filter -> name.equals(filter.getName()));
                logback.addTurboFilter(new OutageLog(clock.getIfAvailable(Clock::systemUTC)));
            }
        };
    }
}
