-- Findings, cases and questions of one body are found by it.
create index finding_body on finding (body);
create index problem_case_body on problem_case (body);
create index area_question_body on area_question (body);
