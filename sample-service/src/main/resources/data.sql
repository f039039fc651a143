insert into users (id, name) values
  (1, 'Ada'),
  (2, 'Grace'),
  (3, 'Edsger'),
  (4, 'Barbara'),
  (5, 'Donald');
