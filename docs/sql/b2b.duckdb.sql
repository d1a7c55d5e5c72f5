-- b2b: Lead scored by leadscore, for DuckDB

-- The moment of the run, and its day in the zone of the model.
WITH clock AS (
  SELECT now, CAST(now AT TIME ZONE 'Europe/Berlin' AS DATE) AS today
  FROM (SELECT CAST($as_of AS TIMESTAMPTZ) AS now) AS as_of
),

-- What is the same for all leads.
run AS (
  SELECT
    clock.*,
    CAST(today + INTERVAL (-7) DAY AS DATE) AS days_7_ago,
    CAST(today + INTERVAL (-90) DAY AS DATE) AS days_90_ago,
    CAST(today + INTERVAL (-14) DAY AS DATE) AS weeks_2_ago,
    chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' ' || chr(133) || chr(160) || chr(5760) || chr(8192) || chr(8193) || chr(8194) || chr(8195) || chr(8196) || chr(8197) || chr(8198) || chr(8199) || chr(8200) || chr(8201) || chr(8202) || chr(8232) || chr(8233) || chr(8239) || chr(8287) || chr(12288) AS blanks,
    'Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ' AS cased,
    'σσsμιβθφπκρεṡвдосттъѣꙋﬆ' AS folded
  FROM clock
),

-- What stands in the table, as rules understand it.
read_leads AS (
  SELECT
    run.*,
    leads."Lead ID" AS lead_id,
    CAST(leads.job_title AS VARCHAR) AS job_title,
    CASE
      WHEN typeof(leads.revenue) IN ('INTEGER', 'BIGINT') OR typeof(leads.revenue) LIKE 'DECIMAL%' THEN TRY_CAST(leads.revenue AS DECIMAL(38, 9))
      ELSE TRY_CAST(CAST(leads.revenue AS VARCHAR) AS DECIMAL(38, 9))
    END AS revenue,
    CASE
      WHEN typeof(leads."Number of Employees") IN ('INTEGER', 'BIGINT') THEN TRY_CAST(leads."Number of Employees" AS BIGINT)
      WHEN TRY_CAST(CAST(leads."Number of Employees" AS VARCHAR) AS BIGINT) = TRY_CAST(CAST(leads."Number of Employees" AS VARCHAR) AS DECIMAL(38, 9)) THEN TRY_CAST(CAST(leads."Number of Employees" AS VARCHAR) AS BIGINT)
    END AS employees,
    CAST(leads.industry AS VARCHAR) AS industry,
    CAST(leads.country AS VARCHAR) AS country,
    TRY_CAST(replace(CAST(leads.growth AS VARCHAR), '%', '') AS DECIMAL(38, 9)) AS growth,
    nullif(list_filter(list_transform(string_split(CAST(leads.interests AS VARCHAR), ';'), lambda x: CASE WHEN strlen(CAST(x AS VARCHAR)) = length(CAST(x AS VARCHAR)) AND CAST(x AS VARCHAR) >= '!' AND CAST(x AS VARCHAR)[-1] >= '!' THEN CAST(x AS VARCHAR) ELSE nullif(nfc_normalize(trim(CAST(x AS VARCHAR), blanks)), '') END), lambda x: x IS NOT NULL), []) AS interests_texts,
    CASE
      WHEN typeof(leads.last_seen) = 'TIMESTAMP WITH TIME ZONE' THEN TRY_CAST(leads.last_seen AS TIMESTAMPTZ)
      WHEN regexp_matches(CAST(leads.last_seen AS VARCHAR), '^ *[0-9]{4}-[0-9]{2}-[0-9]{2}(([Tt]| +)([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?)? *$') THEN timezone('Europe/Berlin', TRY_CAST(upper(trim(replace(CAST(leads.last_seen AS VARCHAR), ',', '.'))) AS TIMESTAMP))
      WHEN regexp_matches(CAST(leads.last_seen AS VARCHAR), '^ *[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt]| +)([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)? *([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[-+](0[0-9]|1[0-5])(:?[0-5][0-9])?) *$') THEN TRY_CAST(regexp_replace(regexp_replace(upper(trim(replace(CAST(leads.last_seen AS VARCHAR), ',', '.'))), ' *(Z|UTC|GMT)$', '+00'), ' +([-+])', '\1') AS TIMESTAMPTZ)
    END AS last_seen,
    CASE
      WHEN typeof(leads."Visits (30 days)") IN ('INTEGER', 'BIGINT') THEN TRY_CAST(leads."Visits (30 days)" AS BIGINT)
      WHEN TRY_CAST(CAST(leads."Visits (30 days)" AS VARCHAR) AS BIGINT) = TRY_CAST(CAST(leads."Visits (30 days)" AS VARCHAR) AS DECIMAL(38, 9)) THEN TRY_CAST(CAST(leads."Visits (30 days)" AS VARCHAR) AS BIGINT)
    END AS visits_30d,
    CASE
      WHEN typeof(leads."Pricing Views") IN ('INTEGER', 'BIGINT') THEN TRY_CAST(leads."Pricing Views" AS BIGINT)
      WHEN TRY_CAST(CAST(leads."Pricing Views" AS VARCHAR) AS BIGINT) = TRY_CAST(CAST(leads."Pricing Views" AS VARCHAR) AS DECIMAL(38, 9)) THEN TRY_CAST(CAST(leads."Pricing Views" AS VARCHAR) AS BIGINT)
    END AS pricing_views,
    CASE
      WHEN typeof(leads.trial_started) = 'BOOLEAN' THEN TRY_CAST(leads.trial_started AS BOOLEAN)
      WHEN lower(trim(CAST(leads.trial_started AS VARCHAR))) IN ('true', 'yes', 'y', '1') THEN TRUE
      WHEN lower(trim(CAST(leads.trial_started AS VARCHAR))) IN ('false', 'no', 'n', '0') THEN FALSE
    END AS trial_started,
    CASE WHEN typeof(leads.created) = 'DATE' THEN TRY_CAST(leads.created AS DATE) ELSE TRY_CAST(left(CAST(leads.created AS VARCHAR), 10) AS DATE) END AS created,
    CASE
      WHEN typeof(leads.unsubscribed) = 'BOOLEAN' THEN TRY_CAST(leads.unsubscribed AS BOOLEAN)
      WHEN lower(trim(CAST(leads.unsubscribed AS VARCHAR))) IN ('true', 'yes', 'y', '1') THEN TRUE
      WHEN lower(trim(CAST(leads.unsubscribed AS VARCHAR))) IN ('false', 'no', 'n', '0') THEN FALSE
    END AS unsubscribed,
    CAST(leads.email AS VARCHAR) AS email
  FROM lead AS leads
  CROSS JOIN run
),

-- What is made from these, each once.
calculated AS (
  SELECT
    read_leads.*,
    nullif(nullif(CASE
      WHEN strlen(job_title) = length(job_title) AND job_title >= '!' AND job_title[-1] >= '!' THEN lower(job_title)
      WHEN regexp_matches(job_title, '[\t-\r\x{85}\x{2028}\x{2029}Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ\x{307}]')
        THEN lower(translate(nullif(nfc_normalize(trim(job_title, blanks)), ''), cased, folded))
      ELSE lower(nullif(nfc_normalize(trim(job_title)), ''))
    END, 'n/a'), '-') AS job_title_folded,
    TRY(CAST(sign(revenue) * sign(employees) * ((2000000000000 * abs(CAST(CAST(revenue AS DECIMAL(38, 9)) * 1000000000 AS HUGEINT)) + abs(CAST(CAST(employees AS DECIMAL(38, 9)) * 1000000000 AS HUGEINT))) // (2 * abs(CAST(CAST(employees AS DECIMAL(38, 9)) * 1000000000 AS HUGEINT)))) AS DECIMAL(38, 0)) * 0.000000000001) AS revenue_employees,
    nullif(nullif(CASE
      WHEN strlen(industry) = length(industry) AND industry >= '!' AND industry[-1] >= '!' THEN lower(industry)
      WHEN regexp_matches(industry, '[\t-\r\x{85}\x{2028}\x{2029}Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ\x{307}]')
        THEN lower(translate(nullif(nfc_normalize(trim(industry, blanks)), ''), cased, folded))
      ELSE lower(nullif(nfc_normalize(trim(industry)), ''))
    END, 'n/a'), '-') AS industry_folded,
    nullif(nullif(CASE
      WHEN strlen(country) = length(country) AND country >= '!' AND country[-1] >= '!' THEN lower(country)
      WHEN regexp_matches(country, '[\t-\r\x{85}\x{2028}\x{2029}Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ\x{307}]')
        THEN lower(translate(nullif(nfc_normalize(trim(country, blanks)), ''), cased, folded))
      ELSE lower(nullif(nfc_normalize(trim(country)), ''))
    END, 'n/a'), '-') AS country_folded,
    nullif(list_filter(list_transform(interests_texts, lambda x: nullif(nullif(CASE WHEN strlen(x) > length(x) AND regexp_matches(x, '[Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ]') THEN lower(translate(x, cased, folded)) ELSE lower(x) END, 'n/a'), '-')), lambda x: x IS NOT NULL), []) AS interests,
    CAST(last_seen AT TIME ZONE 'Europe/Berlin' AS DATE) AS last_seen_day,
    CASE WHEN strlen(email) = length(email) AND email >= '!' AND email[-1] >= '!' THEN email ELSE nullif(nfc_normalize(trim(email, blanks)), '') END AS email_text,
    nullif(nullif(CASE
      WHEN strlen(email) = length(email) AND email >= '!' AND email[-1] >= '!' THEN lower(email)
      WHEN regexp_matches(email, '[\t-\r\x{85}\x{2028}\x{2029}Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ\x{307}]')
        THEN lower(translate(nullif(nfc_normalize(trim(email, blanks)), ''), cased, folded))
      ELSE lower(nullif(nfc_normalize(trim(email)), ''))
    END, 'n/a'), '-') AS email_folded
  FROM read_leads
),

-- What is made from these, each once.
calculated_2 AS (
  SELECT
    calculated.*,
    CASE WHEN industry_folded IN ('manufacturing', 'software', 'finance', 'retail', 'logistics', 'healthcare', 'public sector') THEN industry_folded END AS industry_known,
    CASE WHEN email_folded IS NOT NULL THEN email_text END AS email_exact
  FROM calculated
),

-- What is made from these, each once.
calculated_3 AS (
  SELECT
    calculated_2.*,
    CASE WHEN regexp_full_match(email_exact, '[^/?#@:]*@[0-9A-VX-Za-vx-z][0-9A-Za-z-]*([.][0-9A-Za-z-]+)+') THEN lower(substr(email_exact, strpos(email_exact, '@') + 1)) ELSE nullif(regexp_replace(lower(nullif(regexp_extract(regexp_extract(email_exact, '(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)', 1), '^[\s\v\x{85}\p{Z}]*([^.\s\v\x{85}\p{Z}]+(?:[.][^.\s\v\x{85}\p{Z}]+)+)[.]*[\s\v\x{85}\p{Z}]*$', 1), '')), '^www[.]([^.]*$)?', ''), '') END AS domain_email
  FROM calculated_2
),

-- What is made from these, each once.
calculated_4 AS (
  SELECT
    calculated_3.*,
    CASE WHEN strlen(domain_email) > length(domain_email) AND regexp_matches(domain_email, '[Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ]') THEN lower(translate(domain_email, cased, folded)) ELSE lower(domain_email) END AS domain_email_folded
  FROM calculated_3
),

-- The points of each group.
awarded AS (
  SELECT
    lead_id,
    CAST(
      CASE
        WHEN industry_known = 'manufacturing' THEN 20 -- Manufacturers are our best customers
        WHEN industry_known = 'software' OR industry_known = 'finance' THEN 12 -- An industry that buys quickly
        WHEN industry_known = 'retail' OR industry_known = 'logistics' THEN 6 -- An industry that buys now and then
        WHEN industry_known = 'public sector' THEN -5 -- Public tenders take us too long
        WHEN industry_known IS NULL THEN -3 -- Industry not known
        ELSE 0 -- industry: otherwise
      END
      + CASE
        WHEN employees BETWEEN 100 AND 500 THEN 15 -- The size we serve best
        WHEN employees BETWEEN 501 AND 2000 THEN 10 -- Large, but still within reach
        WHEN employees BETWEEN 20 AND 99 THEN 5 -- A small company that may grow
        WHEN employees < 20 THEN -10 -- Too small for our product
        ELSE 0 -- employees: otherwise
      END
      + CASE
        WHEN country_folded IN ('at', 'ch', 'de') THEN 8 -- In a market where we have a partner
        WHEN country_folded = 'us' OR country_folded = 'ca' THEN 4 -- North America, served from the Berlin office
        WHEN country_folded IS NULL THEN -2 -- Country not known
        ELSE 0 -- country: otherwise
      END
      + CASE WHEN contains(job_title_folded, 'chief') OR contains(job_title_folded, 'founder') OR contains(job_title_folded, 'head of') OR contains(job_title_folded, 'director') OR regexp_matches(job_title_folded, '(^|[^\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])ceo($|[^\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])') OR regexp_matches(job_title_folded, '(^|[^\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])cto($|[^\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])') THEN 12 ELSE 0 END -- Can sign the contract
      + CASE WHEN regexp_matches(job_title_folded, '(^|[^\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])intern($|[^\p{L}\p{M}\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])') OR contains(job_title_folded, 'student') OR contains(job_title_folded, 'assistant') THEN -8 ELSE 0 END -- Cannot sign anything
      + CASE WHEN revenue >= 5000000 AND revenue_employees >= 100000 THEN 5 ELSE 0 END -- Earns well for its size
      + CASE WHEN growth >= 20 THEN 4 ELSE 0 END -- Growing fast
      + CASE WHEN list_contains(interests, 'automation') OR list_contains(interests, 'integrations') THEN 3 ELSE 0 END -- Asked for what we do best
    AS DECIMAL(18, 2)) AS company_fit_points,
    CAST(
      CASE WHEN last_seen_day BETWEEN days_7_ago AND today THEN 15 ELSE 0 END -- Was on the site this week
      + CASE WHEN last_seen_day < days_90_ago OR last_seen IS NULL THEN -15 ELSE 0 END -- Not seen for three months
      + CASE WHEN visits_30d >= 3 THEN 8 ELSE 0 END -- Comes back again and again
      + CASE WHEN trial_started THEN 24 ELSE 0 END -- Started a trial
      + CASE WHEN created BETWEEN weeks_2_ago AND today THEN 5 ELSE 0 END -- A fresh lead
      + CASE WHEN today BETWEEN DATE '2025-02-10' AND DATE '2025-04-30' AND created BETWEEN DATE '2025-02-10' AND DATE '2025-02-14' THEN 6 ELSE 0 END -- Met us at the February fair
      + CASE WHEN unsubscribed THEN -20 ELSE 0 END -- Unsubscribed from our e-mails
      + CASE WHEN pricing_views >= 1 THEN least(coalesce(TRY(CAST(round(4 * pricing_views, 2) AS DECIMAL(18, 2))), 0), 16) ELSE 0 END -- Looked at the prices
    AS DECIMAL(18, 2)) AS interest_points,
    CASE WHEN (domain_email_folded IN ('10minutemail.example', 'mailinator.example', 'tempmail.example', 'throwaway.example', 'trashbox.example')) -- Not a real person
      OR (regexp_full_match(email_exact, '^([Tt][Ee][Ssſ][Tt]|[Aa][Ssſ][Dd][Ff]|[Qq][Ww][Ee][Rr][Tt][Yy])[0-9]*@[^' || chr(10) || ']*$')) -- A test address
    THEN TRUE ELSE FALSE END AS disqualified
  FROM calculated_4
),

-- The same after the weights and limits of groups.
weighed AS (
  SELECT
    lead_id,
    greatest(least(company_fit_points, 45), -20) AS company_fit_points,
    greatest(least(interest_points, 50), -20) AS interest_points,
    disqualified
  FROM awarded
),

-- The score.
scored AS (
  SELECT
    weighed.*,
    CAST(greatest(least(5 + company_fit_points + interest_points, 100), 0) AS DECIMAL(18, 2)) AS score
  FROM weighed
)

SELECT
  lead_id AS "Lead ID",
  score,
  CASE WHEN disqualified THEN NULL WHEN score >= 65 THEN 'Hot' WHEN score >= 35 THEN 'Warm' ELSE 'Cold' END AS band,
  concat(CASE WHEN company_fit_points >= 35 THEN 'A' WHEN company_fit_points >= 20 THEN 'B' ELSE 'C' END, CASE WHEN interest_points >= 30 THEN '1' WHEN interest_points >= 10 THEN '2' ELSE '3' END) AS grid,
  TRY(CAST(round(score * 1.25, 2) AS DECIMAL(18, 2))) AS readiness,
  CASE WHEN disqualified THEN 'disqualified' ELSE 'scored' END AS status,
  company_fit_points AS "points of Company fit",
  interest_points AS "points of Interest"
FROM scored;
