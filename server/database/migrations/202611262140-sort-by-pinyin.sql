-- Names stand in the order of their pinyin on every server, whatever the locale of its database.
create collation pinyin (provider = icu, locale = 'zh-u-co-pinyin');
comment on collation pinyin is '按拼音排序；与数据库的区域设置无关';
create index body_name_pinyin on body (name collate pinyin, id);
