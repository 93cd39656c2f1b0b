CREATE TABLE shelves (
    id bigint PRIMARY KEY,
    the_name_that_people_who_work_in_the_storage_room_call_this_shelf_by text  -- bad
);
