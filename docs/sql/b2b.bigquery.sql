-- b2b: Lead scored by leadscore, for BigQuery

-- The moment of the run, and its day in the zone of the model.
WITH clock AS (
  SELECT now, CAST(DATETIME(now, 'Europe/Berlin') AS DATE) AS today
  FROM (SELECT CAST(@as_of AS TIMESTAMP) AS now) AS as_of
),

-- What is the same for all leads.
run AS (
  SELECT
    clock.*,
    DATE_ADD(today, INTERVAL -7 DAY) AS days_7_ago,
    DATE_ADD(today, INTERVAL -90 DAY) AS days_90_ago,
    DATE_ADD(today, INTERVAL -14 DAY) AS weeks_2_ago,
    '\u0009\n\u000b\u000c\u000d \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000' AS blanks,
    'Σςſµͅϐϑϕϖϰϱϵẛᲀᲁᲂᲃᲄᲅᲆᲇᲈﬅİ' AS cased,
    'σσsμιβθφπκρεṡвдосттъѣꙋﬆ' AS folded
  FROM clock
),

-- What stands in the table, as rules understand it.
read_leads AS (
  SELECT
    run.*,
    leads.`Lead ID` AS lead_id,
    CAST(leads.job_title AS STRING) AS job_title,
    SAFE_CAST(CAST(leads.revenue AS STRING) AS BIGNUMERIC) AS revenue,
    SAFE_CAST(CAST(leads.`Number of Employees` AS STRING) AS BIGNUMERIC) AS employees_number,
    CAST(leads.industry AS STRING) AS industry,
    CAST(leads.country AS STRING) AS country,
    SAFE_CAST(replace(CAST(leads.growth AS STRING), '%', '') AS BIGNUMERIC) AS growth,
    (SELECT ARRAY_AGG(x ORDER BY n) FROM (SELECT NULLIF(NORMALIZE(TRIM(CAST(x AS STRING), blanks)), '') AS x, n FROM UNNEST(SPLIT(CAST(leads.interests AS STRING), ';')) AS x WITH OFFSET AS n) WHERE x IS NOT NULL) AS interests_texts,
    CASE
      WHEN REGEXP_CONTAINS(CAST(leads.last_seen AS STRING), r':[0-9.:]+ *([Zz]|[+-][0-9:]+)$') THEN SAFE_CAST(CAST(leads.last_seen AS STRING) AS TIMESTAMP)
      ELSE SAFE_CAST(CONCAT(CAST(leads.last_seen AS STRING), ' ', 'Europe/Berlin') AS TIMESTAMP)
    END AS last_seen,
    SAFE_CAST(CAST(leads.`Visits (30 days)` AS STRING) AS BIGNUMERIC) AS visits_30d_number,
    SAFE_CAST(CAST(leads.`Pricing Views` AS STRING) AS BIGNUMERIC) AS pricing_views_number,
    CASE
      WHEN CAST(leads.trial_started AS STRING) = 'true' THEN TRUE
      WHEN CAST(leads.trial_started AS STRING) = 'false' THEN FALSE
      WHEN lower(trim(CAST(leads.trial_started AS STRING))) IN ('true', 'yes', 'y', '1') THEN TRUE
      WHEN lower(trim(CAST(leads.trial_started AS STRING))) IN ('false', 'no', 'n', '0') THEN FALSE
    END AS trial_started,
    SAFE_CAST(LEFT(CAST(leads.created AS STRING), 10) AS DATE) AS created,
    CASE
      WHEN CAST(leads.unsubscribed AS STRING) = 'true' THEN TRUE
      WHEN CAST(leads.unsubscribed AS STRING) = 'false' THEN FALSE
      WHEN lower(trim(CAST(leads.unsubscribed AS STRING))) IN ('true', 'yes', 'y', '1') THEN TRUE
      WHEN lower(trim(CAST(leads.unsubscribed AS STRING))) IN ('false', 'no', 'n', '0') THEN FALSE
    END AS unsubscribed,
    CAST(leads.email AS STRING) AS email
  FROM lead AS leads
  CROSS JOIN run
),

-- What is made from these, each once.
calculated AS (
  SELECT
    read_leads.*,
    nullif(nullif(lower(translate(NULLIF(NORMALIZE(TRIM(job_title, blanks)), ''), cased, folded)), 'n/a'), '-') AS job_title_folded,
    CASE WHEN employees_number = floor(employees_number) THEN SAFE_CAST(employees_number AS INT64) END AS employees,
    nullif(nullif(lower(translate(NULLIF(NORMALIZE(TRIM(industry, blanks)), ''), cased, folded)), 'n/a'), '-') AS industry_folded,
    nullif(nullif(lower(translate(NULLIF(NORMALIZE(TRIM(country, blanks)), ''), cased, folded)), 'n/a'), '-') AS country_folded,
    (SELECT ARRAY_AGG(x ORDER BY n) FROM (SELECT nullif(nullif(lower(translate(x, cased, folded)), 'n/a'), '-') AS x, n FROM UNNEST(interests_texts) AS x WITH OFFSET AS n) WHERE x IS NOT NULL) AS interests,
    CAST(DATETIME(last_seen, 'Europe/Berlin') AS DATE) AS last_seen_day,
    CASE WHEN visits_30d_number = floor(visits_30d_number) THEN SAFE_CAST(visits_30d_number AS INT64) END AS visits_30d,
    CASE WHEN pricing_views_number = floor(pricing_views_number) THEN SAFE_CAST(pricing_views_number AS INT64) END AS pricing_views,
    NULLIF(NORMALIZE(TRIM(email, blanks)), '') AS email_text,
    nullif(nullif(lower(translate(NULLIF(NORMALIZE(TRIM(email, blanks)), ''), cased, folded)), 'n/a'), '-') AS email_folded
  FROM read_leads
),

-- What is made from these, each once.
calculated_2 AS (
  SELECT
    calculated.*,
    ROUND(SAFE_DIVIDE(CAST(revenue AS BIGNUMERIC), employees), 12) AS revenue_employees,
    CASE WHEN industry_folded IN ('manufacturing', 'software', 'finance', 'retail', 'logistics', 'healthcare', 'public sector') THEN industry_folded END AS industry_known,
    CASE WHEN email_folded IS NOT NULL THEN email_text END AS email_exact
  FROM calculated
),

-- What is made from these, each once.
calculated_3 AS (
  SELECT
    calculated_2.*,
    nullif(REGEXP_REPLACE(lower(REGEXP_EXTRACT(REGEXP_EXTRACT(email_exact, r'(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)'), '^[\\s\\v\\x{85}\\p{Z}]*([^.\\s\\v\\x{85}\\p{Z}]+(?:[.][^.\\s\\v\\x{85}\\p{Z}]+)+)[.]*[\\s\\v\\x{85}\\p{Z}]*$')), '^www[.]([^.]*$)?', ''), '') AS domain_email
  FROM calculated_2
),

-- What is made from these, each once.
calculated_4 AS (
  SELECT
    calculated_3.*,
    lower(translate(domain_email, cased, folded)) AS domain_email_folded
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
      + CASE WHEN STRPOS(job_title_folded, 'chief') > 0 OR STRPOS(job_title_folded, 'founder') > 0 OR STRPOS(job_title_folded, 'head of') > 0 OR STRPOS(job_title_folded, 'director') > 0 OR REGEXP_CONTAINS(job_title_folded, '(^|[^\\p{L}\\p{M}\\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])ceo($|[^\\p{L}\\p{M}\\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])') OR REGEXP_CONTAINS(job_title_folded, '(^|[^\\p{L}\\p{M}\\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])cto($|[^\\p{L}\\p{M}\\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])') THEN 12 ELSE 0 END -- Can sign the contract
      + CASE WHEN REGEXP_CONTAINS(job_title_folded, '(^|[^\\p{L}\\p{M}\\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])intern($|[^\\p{L}\\p{M}\\p{N}Ⓐ-ⓩ🄰-🅉🅐-🅩🅰-🆉])') OR STRPOS(job_title_folded, 'student') > 0 OR STRPOS(job_title_folded, 'assistant') > 0 THEN -8 ELSE 0 END -- Cannot sign anything
      + CASE WHEN revenue >= 5000000 AND revenue_employees >= 100000 THEN 5 ELSE 0 END -- Earns well for its size
      + CASE WHEN growth >= 20 THEN 4 ELSE 0 END -- Growing fast
      + CASE WHEN 'automation' IN UNNEST(interests) OR 'integrations' IN UNNEST(interests) THEN 3 ELSE 0 END -- Asked for what we do best
    AS NUMERIC) AS company_fit_points,
    CAST(
      CASE WHEN last_seen_day BETWEEN days_7_ago AND today THEN 15 ELSE 0 END -- Was on the site this week
      + CASE WHEN last_seen_day < days_90_ago OR last_seen IS NULL THEN -15 ELSE 0 END -- Not seen for three months
      + CASE WHEN visits_30d >= 3 THEN 8 ELSE 0 END -- Comes back again and again
      + CASE WHEN trial_started THEN 24 ELSE 0 END -- Started a trial
      + CASE WHEN created BETWEEN weeks_2_ago AND today THEN 5 ELSE 0 END -- A fresh lead
      + CASE WHEN today BETWEEN DATE '2025-02-10' AND DATE '2025-04-30' AND created BETWEEN DATE '2025-02-10' AND DATE '2025-02-14' THEN 6 ELSE 0 END -- Met us at the February fair
      + CASE WHEN unsubscribed THEN -20 ELSE 0 END -- Unsubscribed from our e-mails
      + CASE WHEN pricing_views >= 1 THEN least(coalesce(ROUND(CAST(4 * pricing_views AS BIGNUMERIC), 2), 0), 16) ELSE 0 END -- Looked at the prices
    AS NUMERIC) AS interest_points,
    CASE WHEN (domain_email_folded IN ('10minutemail.example', 'mailinator.example', 'tempmail.example', 'throwaway.example', 'trashbox.example')) -- Not a real person
      OR (REGEXP_CONTAINS(email_exact, '^(^([Tt][Ee][Ssſ][Tt]|[Aa][Ssſ][Dd][Ff]|[Qq][Ww][Ee][Rr][Tt][Yy])[0-9]*@[^\n]*$)$')) -- A test address
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
    CAST(greatest(least(5 + company_fit_points + interest_points, 100), 0) AS NUMERIC) AS score
  FROM weighed
)

SELECT
  lead_id AS `Lead ID`,
  score,
  CASE WHEN disqualified THEN NULL WHEN score >= 65 THEN 'Hot' WHEN score >= 35 THEN 'Warm' ELSE 'Cold' END AS band,
  concat(CASE WHEN company_fit_points >= 35 THEN 'A' WHEN company_fit_points >= 20 THEN 'B' ELSE 'C' END, CASE WHEN interest_points >= 30 THEN '1' WHEN interest_points >= 10 THEN '2' ELSE '3' END) AS grid,
  ROUND(CAST(score * BIGNUMERIC '1.25' AS BIGNUMERIC), 2) AS readiness,
  CASE WHEN disqualified THEN 'disqualified' ELSE 'scored' END AS status,
  company_fit_points AS `points of Company fit`,
  interest_points AS `points of Interest`
FROM scored;
