-- A cart that was taken up from a link, on another device perhaps: what its events call it.
alter table orders."order" add resumes text;
