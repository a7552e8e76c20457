package com.pickatime.platform.pages;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** A service with pages imports this; one without has no use for templates, which are on the class path of the local stack. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class PagesConfiguration {}
