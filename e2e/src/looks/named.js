// What a screen reader may stop at, in order: the driver is asked for the role and the name of each.
return [...root.querySelectorAll('button, a[href], input, select, textarea, h2, h3, h4, table, fieldset, section, [role]')].filter(seen);
