package com.pickatime.imports.run.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes alone are imported.
 *
 * @param overlap how long before the last import began a change may have been made to be asked for again: for clocks that differ,
 *     and for servers that show a change some time after they date it
 */
@ConfigurationProperties("imports.delta")
record DeltaSettings(@DefaultValue("15m") Duration overlap) {}
