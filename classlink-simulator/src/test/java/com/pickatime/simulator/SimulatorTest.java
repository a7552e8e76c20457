package com.pickatime.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** Runs a test against a simulator that listens on a free port, one for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ClassLinkSimulator.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=classlink-simulator")
public @interface SimulatorTest {}
