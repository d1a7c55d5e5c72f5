-- b2b: Lead scored by leadscore, for Spark

-- The moment of the run, and its day in the zone of the model.
WITH clock AS (
  SELECT now, CAST(convert_timezone('UTC', 'Europe/Berlin', TIMESTAMP_NTZ '1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, CAST(unix_micros(now) * 0.000001 AS DECIMAL(18, 6)))) AS DATE) AS today
  FROM (SELECT CAST(:as_of AS TIMESTAMP) AS now) AS as_of
),

-- What is the same for all leads.
run AS (
  SELECT
    clock.*,
    date_add(today, -7) AS days_7_ago,
    date_add(today, -90) AS days_90_ago,
    date_add(today, -14) AS weeks_2_ago,
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
    CASE
      WHEN typeof(leads.revenue) IN ('int', 'bigint') OR typeof(leads.revenue) LIKE 'decimal%' THEN try_cast(leads.revenue AS DECIMAL(28, 9))
      ELSE try_cast(CAST(leads.revenue AS STRING) AS DECIMAL(28, 9))
    END AS revenue,
    CASE
      WHEN typeof(leads.`Number of Employees`) IN ('int', 'bigint') THEN try_cast(leads.`Number of Employees` AS BIGINT)
      WHEN try_cast(try_cast(CAST(leads.`Number of Employees` AS STRING) AS DECIMAL(28, 9)) AS BIGINT) = try_cast(CAST(leads.`Number of Employees` AS STRING) AS DECIMAL(28, 9)) THEN try_cast(try_cast(CAST(leads.`Number of Employees` AS STRING) AS DECIMAL(28, 9)) AS BIGINT)
    END AS employees,
    CAST(leads.industry AS STRING) AS industry,
    CAST(leads.country AS STRING) AS country,
    try_cast(replace(CAST(leads.growth AS STRING), '%', '') AS DECIMAL(28, 9)) AS growth,
    nullif(filter(transform(split(CAST(leads.interests AS STRING), ';'), x -> CASE WHEN octet_length(CAST(x AS STRING)) = length(CAST(x AS STRING)) AND CAST(x AS STRING) >= '!' AND right(CAST(x AS STRING), 1) >= '!' THEN CAST(x AS STRING) ELSE nullif(trim(BOTH blanks FROM CAST(x AS STRING)), '') END), x -> x IS NOT NULL), array()) AS interests_texts,
    CASE
      WHEN typeof(leads.last_seen) = 'timestamp' THEN try_cast(leads.last_seen AS TIMESTAMP)
      WHEN CAST(leads.last_seen AS STRING) RLIKE '^ *[0-9]{4}-[0-9]{2}-[0-9]{2} *$' THEN try_cast(concat(trim(CAST(leads.last_seen AS STRING)), ' 00:00:00 ', 'Europe/Berlin') AS TIMESTAMP)
      WHEN CAST(leads.last_seen AS STRING) RLIKE '^ *[0-9]{4}-[0-9]{2}-[0-9]{2}(([Tt]| +)([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?)? *$' THEN try_cast(concat(regexp_replace(regexp_replace(upper(trim(replace(CAST(leads.last_seen AS STRING), ',', '.'))), '^(.{10})(T| +)', '$1 '), '^(.{16})([^:]|$)', '$1:00$2'), ' ', 'Europe/Berlin') AS TIMESTAMP)
      WHEN CAST(leads.last_seen AS STRING) RLIKE '^ *[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt]| +)([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)? *([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[-+](0[0-9]|1[0-5])(:?[0-5][0-9])?) *$' THEN try_cast(regexp_replace(regexp_replace(upper(trim(replace(CAST(leads.last_seen AS STRING), ',', '.'))), '^(.{10})(T| +)', '$1 '), '^(.{16})([^:]|$)', '$1:00$2') AS TIMESTAMP)
    END AS last_seen,
    CASE
      WHEN typeof(leads.`Visits (30 days)`) IN ('int', 'bigint') THEN try_cast(leads.`Visits (30 days)` AS BIGINT)
      WHEN try_cast(try_cast(CAST(leads.`Visits (30 days)` AS STRING) AS DECIMAL(28, 9)) AS BIGINT) = try_cast(CAST(leads.`Visits (30 days)` AS STRING) AS DECIMAL(28, 9)) THEN try_cast(try_cast(CAST(leads.`Visits (30 days)` AS STRING) AS DECIMAL(28, 9)) AS BIGINT)
    END AS visits_30d,
    CASE
      WHEN typeof(leads.`Pricing Views`) IN ('int', 'bigint') THEN try_cast(leads.`Pricing Views` AS BIGINT)
      WHEN try_cast(try_cast(CAST(leads.`Pricing Views` AS STRING) AS DECIMAL(28, 9)) AS BIGINT) = try_cast(CAST(leads.`Pricing Views` AS STRING) AS DECIMAL(28, 9)) THEN try_cast(try_cast(CAST(leads.`Pricing Views` AS STRING) AS DECIMAL(28, 9)) AS BIGINT)
    END AS pricing_views,
    CASE
      WHEN typeof(leads.trial_started) = 'boolean' THEN try_cast(leads.trial_started AS BOOLEAN)
      WHEN lower(trim(CAST(leads.trial_started AS STRING))) IN ('true', 'yes', 'y', '1') THEN TRUE
      WHEN lower(trim(CAST(leads.trial_started AS STRING))) IN ('false', 'no', 'n', '0') THEN FALSE
    END AS trial_started,
    CASE WHEN typeof(leads.created) = 'date' THEN try_cast(leads.created AS DATE) ELSE try_cast(left(CAST(leads.created AS STRING), 10) AS DATE) END AS created,
    CASE
      WHEN typeof(leads.unsubscribed) = 'boolean' THEN try_cast(leads.unsubscribed AS BOOLEAN)
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
    nullif(nullif(CASE
      WHEN octet_length(job_title) = length(job_title) AND job_title >= '!' AND right(job_title, 1) >= '!' THEN lower(job_title)
      ELSE lower(translate(nullif(trim(BOTH blanks FROM job_title), ''), cased, folded))
    END, 'n/a'), '-') AS job_title_folded,
    CASE WHEN employees <> 0 THEN CASE WHEN (revenue < 0) = (employees < 0) THEN CAST(abs(revenue) div abs(employees) + CAST((2 * CAST(abs(revenue) % abs(employees) AS DECIMAL(25, 12)) * 1000000000000 + abs(employees)) div (2 * abs(employees)) AS DECIMAL(38, 0)) * 0.000000000001 AS DECIMAL(38, 12)) ELSE -CAST(abs(revenue) div abs(employees) + CAST((2 * CAST(abs(revenue) % abs(employees) AS DECIMAL(25, 12)) * 1000000000000 + abs(employees)) div (2 * abs(employees)) AS DECIMAL(38, 0)) * 0.000000000001 AS DECIMAL(38, 12)) END END AS revenue_employees,
    nullif(nullif(CASE
      WHEN octet_length(industry) = length(industry) AND industry >= '!' AND right(industry, 1) >= '!' THEN lower(industry)
      ELSE lower(translate(nullif(trim(BOTH blanks FROM industry), ''), cased, folded))
    END, 'n/a'), '-') AS industry_folded,
    nullif(nullif(CASE
      WHEN octet_length(country) = length(country) AND country >= '!' AND right(country, 1) >= '!' THEN lower(country)
      ELSE lower(translate(nullif(trim(BOTH blanks FROM country), ''), cased, folded))
    END, 'n/a'), '-') AS country_folded,
    nullif(filter(transform(interests_texts, x -> nullif(nullif(CASE WHEN octet_length(x) = length(x) THEN lower(x) ELSE lower(translate(x, cased, folded)) END, 'n/a'), '-')), x -> x IS NOT NULL), array()) AS interests,
    CAST(convert_timezone('UTC', 'Europe/Berlin', TIMESTAMP_NTZ '1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, CAST(unix_micros(last_seen) * 0.000001 AS DECIMAL(18, 6)))) AS DATE) AS last_seen_day,
    CASE WHEN octet_length(email) = length(email) AND email >= '!' AND right(email, 1) >= '!' THEN email ELSE nullif(trim(BOTH blanks FROM email), '') END AS email_text,
    nullif(nullif(CASE
      WHEN octet_length(email) = length(email) AND email >= '!' AND right(email, 1) >= '!' THEN lower(email)
      ELSE lower(translate(nullif(trim(BOTH blanks FROM email), ''), cased, folded))
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
    CASE WHEN email_exact RLIKE '^[^/?#@:]*@[0-9A-VX-Za-vx-z][0-9A-Za-z-]*([.][0-9A-Za-z-]+)+\\z' THEN lower(substring_index(email_exact, '@', -1)) ELSE nullif(regexp_replace(lower(nullif(regexp_extract(regexp_extract(email_exact, '(?s)^(?:.*?://)?(?:[^/?#]*@)?([^/?#:]*)', 1), '^[\\s\\v\\x{85}\\p{Z}]*([^.\\s\\v\\x{85}\\p{Z}]+(?:[.][^.\\s\\v\\x{85}\\p{Z}]+)+)[.]*[\\s\\v\\x{85}\\p{Z}]*$', 1), '')), '^www[.]([^.]*$)?', ''), '') END AS domain_email
  FROM calculated_2
),

-- What is made from these, each once.
calculated_4 AS (
  SELECT
    calculated_3.*,
    CASE WHEN octet_length(domain_email) = length(domain_email) THEN lower(domain_email) ELSE lower(translate(domain_email, cased, folded)) END AS domain_email_folded
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
      + CASE WHEN contains(job_title_folded, 'chief') OR contains(job_title_folded, 'founder') OR contains(job_title_folded, 'head of') OR contains(job_title_folded, 'director') OR job_title_folded RLIKE '(^|[^\\p{IsAlphabetic}\\p{M}\\p{N}])ceo($|[^\\p{IsAlphabetic}\\p{M}\\p{N}])' OR job_title_folded RLIKE '(^|[^\\p{IsAlphabetic}\\p{M}\\p{N}])cto($|[^\\p{IsAlphabetic}\\p{M}\\p{N}])' THEN 12 ELSE 0 END -- Can sign the contract
      + CASE WHEN job_title_folded RLIKE '(^|[^\\p{IsAlphabetic}\\p{M}\\p{N}])intern($|[^\\p{IsAlphabetic}\\p{M}\\p{N}])' OR contains(job_title_folded, 'student') OR contains(job_title_folded, 'assistant') THEN -8 ELSE 0 END -- Cannot sign anything
      + CASE WHEN revenue >= 5000000 AND revenue_employees >= 100000 THEN 5 ELSE 0 END -- Earns well for its size
      + CASE WHEN growth >= 20 THEN 4 ELSE 0 END -- Growing fast
      + CASE WHEN array_contains(interests, 'automation') OR array_contains(interests, 'integrations') THEN 3 ELSE 0 END -- Asked for what we do best
    AS DECIMAL(18, 2)) AS company_fit_points,
    CAST(
      CASE WHEN last_seen_day BETWEEN days_7_ago AND today THEN 15 ELSE 0 END -- Was on the site this week
      + CASE WHEN last_seen_day < days_90_ago OR last_seen IS NULL THEN -15 ELSE 0 END -- Not seen for three months
      + CASE WHEN visits_30d >= 3 THEN 8 ELSE 0 END -- Comes back again and again
      + CASE WHEN trial_started THEN 24 ELSE 0 END -- Started a trial
      + CASE WHEN created BETWEEN weeks_2_ago AND today THEN 5 ELSE 0 END -- A fresh lead
      + CASE WHEN today BETWEEN DATE '2025-02-10' AND DATE '2025-04-30' AND created BETWEEN DATE '2025-02-10' AND DATE '2025-02-14' THEN 6 ELSE 0 END -- Met us at the February fair
      + CASE WHEN unsubscribed THEN -20 ELSE 0 END -- Unsubscribed from our e-mails
      + CASE WHEN pricing_views >= 1 THEN least(coalesce(try_cast(round(4 * pricing_views, 2) AS DECIMAL(18, 2)), 0), 16) ELSE 0 END -- Looked at the prices
    AS DECIMAL(18, 2)) AS interest_points,
    CASE WHEN (domain_email_folded IN ('10minutemail.example', 'mailinator.example', 'tempmail.example', 'throwaway.example', 'trashbox.example')) -- Not a real person
      OR (email_exact RLIKE '\\A(^([Tt][Ee][Ssſ][Tt]|[Aa][Ssſ][Dd][Ff]|[Qq][Ww][Ee][Rr][Tt][Yy])[0-9]*@[^\n]*$)\\z') -- A test address
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
  lead_id AS `Lead ID`,
  score,
  CASE WHEN disqualified THEN NULL WHEN score >= 65 THEN 'Hot' WHEN score >= 35 THEN 'Warm' ELSE 'Cold' END AS band,
  concat(CASE WHEN company_fit_points >= 35 THEN 'A' WHEN company_fit_points >= 20 THEN 'B' ELSE 'C' END, CASE WHEN interest_points >= 30 THEN '1' WHEN interest_points >= 10 THEN '2' ELSE '3' END) AS grid,
  try_cast(round(score * 1.25, 2) AS DECIMAL(18, 2)) AS readiness,
  CASE WHEN disqualified THEN 'disqualified' ELSE 'scored' END AS status,
  company_fit_points AS `points of Company fit`,
  interest_points AS `points of Interest`
FROM scored;
