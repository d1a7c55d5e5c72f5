//! What the columns of the leads are made of. The first words of a list are the most frequent.

pub const COUNTRIES: &[&str] = &[
    "United States", "Germany", "United Kingdom", "India", "France", "Canada", "Australia",
    "Spain", "Italy", "Netherlands", "Brazil", "Poland", "Österreich", "Switzerland", "Sweden",
    "Bulgaria", "Belgium", "Mexico", "Singapore", "Japan", "Denmark", "Norway", "Finland",
    "Ireland", "Portugal", "Czechia", "Romania", "South Africa", "United Arab Emirates",
    "New Zealand", "Türkiye", "Greece", "Hungary", "Israel", "Argentina", "Chile", "Colombia",
    "Indonesia", "Malaysia", "Philippines", "Thailand", "Vietnam", "South Korea", "China",
    "Ukraine", "Croatia", "Serbia", "Slovakia", "Slovenia", "Estonia", "Latvia", "Lithuania",
    "Luxembourg", "Morocco", "Egypt", "Kenya", "Nigeria", "Ghana", "Côte d'Ivoire", "Sénégal",
    "Perú", "República Dominicana", "Saudi Arabia", "Qatar", "Pakistan", "Bangladesh", "Sri Lanka",
    "Iceland", "Malta", "Cyprus", "Réunion", "São Tomé and Príncipe",
];

pub const INDUSTRIES: &[&str] = &[
    "Software", "Manufacturing", "Retail", "Financial Services", "Healthcare",
    "Professional Services", "Education", "Construction", "Logistics", "Hospitality",
    "Real Estate", "Telecommunications", "Automotive", "Media & Entertainment", "Energy",
    "Insurance", "Food & Beverage", "Pharmaceuticals", "Government", "Non-Profit",
    "Consumer Goods", "Chemicals", "Aerospace", "Agriculture", "Mining", "Biotechnology",
    "Fashion", "Legal Services", "Marketing & Advertising", "Sports", "Utilities", "Printing",
    "Furniture", "Maritime", "Textiles", "Gambling", "Café & Bakery", "Möbel", "Security",
    "Recruiting",
];

pub const CITIES: &[&str] = &[
    "New York", "London", "Berlin", "San Francisco", "Paris", "München", "Bangalore", "Toronto",
    "Madrid", "Sydney", "Amsterdam", "Wien", "Zürich", "Hamburg", "Chicago", "Mumbai", "Stockholm",
    "Milano", "Sofia", "Dublin", "Warszawa", "Köln", "Austin", "Boston", "Barcelona", "Melbourne",
    "Singapore", "København", "São Paulo", "Frankfurt", "Seattle", "Los Angeles", "Manchester",
    "Lisboa", "Praha", "Oslo", "Helsinki", "Bruxelles", "Genève", "Stuttgart", "Düsseldorf",
    "Lyon", "Roma", "Torino", "Valencia", "Rotterdam", "Kraków", "Wrocław", "Bucharest",
    "Budapest", "Athens", "Izmir", "Ankara", "Tel Aviv", "Dubai", "Delhi", "Pune", "Hyderabad",
    "Chennai", "Tokyo", "Osaka", "Seoul", "Shanghai", "Hong Kong", "Taipei", "Jakarta",
    "Kuala Lumpur", "Manila", "Bangkok", "Auckland", "Brisbane", "Perth", "Vancouver", "Montréal",
    "Ottawa", "Calgary", "Denver", "Atlanta", "Miami", "Dallas", "Houston", "Phoenix", "Portland",
    "Minneapolis", "Detroit", "Philadelphia", "Washington", "Mexico City", "Guadalajara", "Bogotá",
    "Lima", "Santiago", "Buenos Aires", "Córdoba", "Rio de Janeiro", "Curitiba", "Johannesburg",
    "Cape Town", "Lagos", "Nairobi", "Abidjan", "Dakar", "Cairo", "Casablanca", "Tallinn", "Riga",
    "Vilnius", "Zagreb", "Ljubljana", "Beograd", "Bratislava", "Plovdiv", "Varna", "Graz", "Linz",
    "Salzburg", "Basel", "Bern", "Leipzig", "Dresden", "Nürnberg", "Hannover", "Bremen", "Essen",
    "Leeds", "Bristol", "Edinburgh", "Glasgow", "Cardiff", "Belfast", "Cork", "Marseille",
    "Toulouse", "Nantes", "Bordeaux", "Lille", "Napoli", "Bologna", "Firenze", "Sevilla", "Bilbao",
    "Málaga", "Porto", "Göteborg", "Malmö", "Århus", "Bergen", "Tampere", "Reykjavík", "Gdańsk",
    "Poznań", "Brno", "Cluj-Napoca",
];

pub const SOURCES: &[&str] = &[
    "Website", "Google Ads", "LinkedIn", "Referral", "Trade Show", "Webinar", "Newsletter",
    "Partner", "Cold Call", "Facebook", "Organic Search", "White Paper", "Direct Mail", "Podcast",
    "Other",
];

pub const RANKS: &[&str] = &[
    "", "Manager", "Senior", "Head of", "Director of", "VP", "Junior", "Chief", "Lead",
    "Assistant", "Principal", "Regional", "Global", "Associate", "Deputy Head of", "Executive",
    "Interim", "Co-Founder &", "Managing Director", "SVP", "EVP", "Trainee", "Group",
    "Vice President", "Owner &",
];

pub const WORK: &[&str] = &[
    "Sales", "Marketing", "Software Engineer", "Product", "Operations", "Finance", "IT",
    "Consultant", "Account Executive", "Procurement", "Human Resources", "Business Development",
    "Data Analyst", "Customer Success", "Project Manager", "Accounting", "Logistics", "Quality",
    "Research", "Design", "Legal", "Purchasing", "Production", "Supply Chain", "E-Commerce",
    "Security", "Architect", "Strategy", "Communications", "Content", "Growth", "Partnerships",
    "Revenue", "Recruiting", "Training", "Support", "Technology Officer", "Executive Officer",
    "Financial Officer", "Marketing Officer", "Innovation", "Compliance", "Risk", "Treasury",
    "Facilities", "Engineering", "Maintenance", "Public Relations", "Event", "Category", "Brand",
    "Media Buyer", "Solutions", "Field Service", "Plant", "Controller", "Founder", "Student",
    "Intern", "Professor", "Géomètre", "Geschäftsführung", "Buchhaltung", "Export",
];

pub const PLACES: &[&str] = &[
    "", "EMEA", "Europe", "DACH", "North America", "APAC", "LATAM", "UK", "International",
    "Germany", "Nordics", "B2B", "Digital", "Enterprise", "Mid-Market", "Cloud",
];

pub const FIRST_NAMES: &[&str] = &[
    "Anna", "Michael", "Maria", "David", "Laura", "Thomas", "Sarah", "Daniel", "Julia", "Peter",
    "Emma", "Martin", "Elena", "James", "Sophie", "Robert", "Priya", "John", "Katharina",
    "Alexander", "Nina", "Stefan", "Olivia", "Andreas", "Ivan", "Fatima", "Lukas", "Chloé", "José",
    "Jürgen", "Zoë", "Søren", "Ana", "Mohammed", "Wei", "Yuki", "Raj", "Carlos", "Giulia", "Marek",
    "Ingrid", "Pierre", "Claire", "Georgi", "Desislava", "Nikolay", "Ewa", "Paweł", "Mateo",
    "Lucía", "Noah", "Mia", "Ben", "Hannah", "Oskar", "Frida", "Aylin", "Emre", "Kofi", "Amara",
    "Grace", "Victor", "Irina", "Dmitri", "Oksana",
];

pub const LAST_NAMES: &[&str] = &[
    "Smith", "Müller", "Johnson", "Schmidt", "García", "Brown", "Rossi", "Petrov", "Kowalski",
    "Singh", "Jones", "Fischer", "Martin", "Weber", "Nguyen", "Silva", "Kumar", "Dubois", "Jensen",
    "Andersson", "Ivanova", "Novák", "Meyer", "Wagner", "Taylor", "Davies", "Evans", "Bernard",
    "Moreau", "Ferrari", "Esposito", "Hernández", "López", "Pereira", "Costa", "Santos", "Hansen",
    "Nielsen", "Virtanen", "Tanaka", "Sato", "Kim", "Lee", "Chen", "Wang", "Ali", "Khan",
    "Hussein", "Yılmaz", "Demir", "Horváth", "Nagy", "Popescu", "Ionescu", "Georgiev", "Dimitrova",
    "O'Brien", "Murphy", "Walsh", "MacDonald", "Campbell", "Stewart", "van Dijk", "de Vries",
    "Bakker", "Janssens", "Keller", "Huber", "Gruber", "Bauer",
];

pub const FIRMS: &[&str] = &[
    "Nord", "Blue", "Alpha", "Green", "Data", "Metro", "Prime", "Euro", "Star", "Bright", "Global",
    "Sun", "Iron", "Cloud", "Peak", "River", "Smart", "Silver", "Terra", "Vista", "Omni", "Apex",
    "Delta", "Fjord", "Atlas", "Nova", "Hansa", "Rhein", "Alpen", "Donau", "Balkan", "Pacific",
    "Summit", "Harbor", "Stone", "Maple", "Cedar", "Falcon", "Orion", "Vector", "Quantum", "Lumen",
    "Helio", "Aero", "Agro", "Medi", "Bio", "Techno", "Inter", "Uni",
];

pub const TRADES: &[&str] = &[
    "Systems", "Logistics", "Works", "Foods", "Energy", "Software", "Partners", "Consulting",
    "Media", "Motors", "Textil", "Pharma", "Bau", "Steel", "Labs", "Networks", "Health", "Capital",
    "Retail", "Print", "Design", "Marine", "Plastics", "Travel", "Robotics", "Packaging", "Optics",
    "Tools", "Glass", "Paper",
];

pub const FORMS: &[&str] = &[
    "GmbH", "Ltd", "Inc", "Inc.", "AG", "SARL", "BV", "SpA", "OOD", "& Co. KG",
];

pub const FREE_MAIL: &[&str] = &[
    "gmail.com", "outlook.com", "yahoo.com", "hotmail.com", "gmx.de", "web.de", "icloud.com",
    "abv.bg", "orange.fr", "libero.it", "proton.me", "mail.ru", "example.com", "mailinator.com",
];
