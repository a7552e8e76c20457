/** What is done at set times: daily imports, whether or not anybody noticed a change, and the end of uploads no run reads. */
@NullMarked
package com.pickatime.imports.run.schedule;

import org.jspecify.annotations.NullMarked;
