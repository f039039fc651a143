create table users (
  id bigint primary key,
  name varchar(100) not null
);

create table orders (
  id bigint generated always as identity primary key,
  item varchar(100) not null,
  amount decimal(12, 2) not null,
  currency char(3) not null
);
