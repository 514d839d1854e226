using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace CrmPlatform.Standalone.Demo;

/// <summary>A customer of the demo company.</summary>
internal sealed record DemoCustomer(int Number, string Name, bool Person, string Channel, string Grade, DemoPerson Owner, DateTimeOffset Since, double Appetite, string City, double Latitude, double Longitude, string Language)
{
    public string ExternalId => $"demo-{Number}";

    /// <summary>Its id on the platform, once imported.</summary>
    public string Id { get; set; } = "";

    /// <summary>The ids of its people.</summary>
    public ConcurrentBag<string> Contacts { get; } = [];
}

/// <summary>What the demo company sells and to whom, the same at every first start.</summary>
internal sealed class DemoTrade(DateTimeOffset now)
{
    public const int Customers = 500;

    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗"];
    private static readonly string[] GivenNames = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "建国", "志强", "晓燕", "雨桐", "子涵"];
    private static readonly string[] Trades = ["贸易有限公司", "科技有限公司", "电子有限公司", "食品有限公司", "机械设备有限公司", "医药有限公司", "服饰有限公司", "建材有限公司", "餐饮管理有限公司", "文化传播有限公司"];
    private static readonly string[] Roots = ["华", "盛", "鑫", "宏", "瑞", "恒", "泰", "嘉", "博", "远", "光", "新", "东", "海", "德", "信"];
    private static readonly string[] FirstNames = ["Anna", "Bernd", "Carla", "David", "Elena", "Frank", "Grace", "Henrik", "Ines", "Jonas", "Katrin", "Lukas", "Maria", "Nils", "Olga", "Peter"];
    private static readonly string[] LastNames = ["Müller", "Schmidt", "Hansen", "Rossi", "Novák", "García", "Johnson", "Dubois", "Kowalski", "Andersson", "O'Brien", "Silva", "Yılmaz", "Petrov"];
    private static readonly string[] Firms = ["Trading Ltd", "Logistics GmbH", "Foods Inc", "Instruments AG", "Textiles SA", "Systems BV", "Works Oy"];
    private static readonly (string Name, double Latitude, double Longitude)[] Cities =
        [("上海", 31.2304, 121.4737), ("北京", 39.9042, 116.4074), ("广州", 23.1291, 113.2644), ("深圳", 22.5431, 114.0579), ("杭州", 30.2741, 120.1551), ("成都", 30.5728, 104.0668), ("武汉", 30.5928, 114.3055), ("苏州", 31.2989, 120.5853)];

    public static readonly (string Code, string Name, string Category, decimal Price, decimal Cost)[] Products =
    [
        ("TEA-01", "龙井 250 g", "tea", 128m, 70m), ("TEA-02", "普洱茶饼 357 g", "tea", 188m, 95m), ("TEA-03", "茉莉花茶 500 g", "tea", 86m, 41m), ("TEA-04", "Oolong gift box", "tea", 268m, 140m),
        ("CUP-01", "Porcelain cup", "ware", 32m, 12m), ("CUP-02", "Glass pot 800 ml", "ware", 89m, 38m), ("CUP-03", "紫砂壶", "ware", 420m, 210m), ("CUP-04", "Travel set", "ware", 156m, 73m),
        ("MAC-01", "Water boiler 10 l", "machines", 1980m, 1320m), ("MAC-02", "Sealing machine", "machines", 3600m, 2500m), ("MAC-03", "Shaker", "machines", 2450m, 1600m), ("MAC-04", "Ice maker", "machines", 5200m, 3900m),
        ("SYR-01", "糖浆 2.5 kg", "supplies", 45m, 21m), ("SYR-02", "果酱 1 kg", "supplies", 38m, 17m), ("SYR-03", "Tapioca pearls 3 kg", "supplies", 52m, 26m), ("SYR-04", "Milk powder 1 kg", "supplies", 64m, 36m),
        ("PAP-01", "Paper cups, 1000", "supplies", 210m, 130m), ("PAP-02", "Straws, 5000", "supplies", 120m, 70m), ("PAP-03", "Bags, 1000", "supplies", 180m, 115m), ("PAP-04", "Labels, 2000", "supplies", 60m, 22m),
        ("SRV-01", "Maintenance, a year", "service", 1200m, 500m), ("SRV-02", "Training day", "service", 1800m, 900m), ("SRV-03", "Menu design", "service", 2600m, 1100m), ("SRV-04", "Repair visit", "service", 380m, 200m),
    ];

    /// <summary>What is often bought together, so that there are rules to be found.</summary>
    private static readonly Dictionary<string, string> Companions = new() { ["TEA-04"] = "CUP-04", ["MAC-01"] = "SRV-01", ["MAC-02"] = "PAP-01", ["SYR-03"] = "SYR-04" };

    private readonly Random random = new(20_260_101);

    public Random Random => random;

    public T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public IReadOnlyList<DemoCustomer> NewCustomers()
    {
        var owners = DemoPeople.All.Where(person => person.Role == "sales" && person.Team != "marketing").ToList();
        var marketing = DemoPeople.All.First(person => person.Team == "marketing");
        return [.. Enumerable.Range(1, Customers).Select(number =>
        {
            var chinese = random.NextDouble() < 0.7;
            var person = random.NextDouble() < 0.3;
            var grade = random.NextDouble() switch { < 0.04 => "strategic", < 0.16 => "important", < 0.75 => "ordinary", _ => "potential" };
            var city = Pick(Cities);
            var appetite = grade switch { "strategic" => 20, "important" => 9, "ordinary" => 3.5, _ => 0.6 } * (0.4 + random.NextDouble() * 1.4);
            return new DemoCustomer(number, NewName(chinese, person), person,
                random.NextDouble() switch { < 0.06 => "agent", < 0.18 => "franchisee", < 0.3 => "distributor", < 0.34 => "partner", _ => "end-customer" },
                grade, grade == "potential" ? marketing : Pick(owners), now.AddDays(-random.Next(20, 1500)), appetite,
                city.Name, city.Latitude + (random.NextDouble() - 0.5) * 0.2, city.Longitude + (random.NextDouble() - 0.5) * 0.2, chinese ? "zh-Hans" : "en");
        })];
    }

    public string NewName(bool chinese, bool person)
    {
        if (chinese) return person ? Pick(Surnames) + Pick(GivenNames) : Pick(Cities).Name + Pick(Roots) + Pick(Roots) + Pick(Trades);
        return person ? $"{Pick(FirstNames)} {Pick(LastNames)}" : $"{Pick(LastNames)} {Pick(Firms)}";
    }

    public static string CustomersCsv(IEnumerable<DemoCustomer> customers)
    {
        var csv = new StringBuilder("externalId,name,kind,role,channel,phone,email,city,country,latitude,longitude,language,source,ownerId,team,grade,createdAt,createdBy\n");
        string[] sources = ["acquaintance", "professional", "referral", "canvassing", "web", "exhibition", "list"];
        foreach (var c in customers)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{c.ExternalId},{c.Name},{(c.Person ? "person" : "organisation")},demander,{c.Channel},+86 138{c.Number:00000000},kontakt{c.Number}@example.com,{c.City},CN,");
            csv.Append(CultureInfo.InvariantCulture, $"{c.Latitude:0.0000},{c.Longitude:0.0000},{c.Language},{sources[c.Number % sources.Length]},{c.Owner.Subject},{c.Owner.Team},{c.Grade},{c.Since:O},{c.Owner.Subject}\n");
        }
        return csv.ToString();
    }

    /// <summary>Orders over four calendar years, busier before the Spring Festival, with a refund now and then; every third customer has gone elsewhere meanwhile.</summary>
    public string PurchasesCsv(IEnumerable<DemoCustomer> customers)
    {
        var csv = new StringBuilder("orderNumber,orderedAt,customer,product,quantity,amount,cost,description\n");
        var first = new DateTimeOffset(now.Year - 3, 1, 1, 9, 0, 0, TimeSpan.FromHours(8));
        var order = 0;
        foreach (var customer in customers)
        {
            var from = customer.Since > first ? customer.Since : first;
            var years = Math.Max(0.05, (now - from).TotalDays / 365);
            var until = random.NextDouble() < 0.33 ? from.AddDays(random.NextDouble() * years * 365) : now;
            var orders = (int)Math.Round(customer.Appetite * years * (0.7 + random.NextDouble() * 0.6));
            for (var i = 0; i < orders; i++)
            {
                var at = from.AddDays(random.NextDouble() * years * 364);
                if (random.NextDouble() < 0.15) at = new DateTimeOffset(at.Year, 1, random.Next(5, 28), 10, 0, 0, TimeSpan.FromHours(8));
                if (at > until || at > now || at < first) continue;
                var number = $"D{at.Year}-{++order:00000}";
                for (var line = random.Next(1, 4); line > 0; line--) Line(csv, number, at, customer, random.Next(1, customer.Grade is "strategic" ? 60 : 12));
                if (random.NextDouble() < 0.04) Line(csv, $"R{number}", at.AddDays(3) > now ? now : at.AddDays(3), customer, -1);
            }
        }
        return csv.ToString();
    }

    private void Line(StringBuilder csv, string number, DateTimeOffset at, DemoCustomer customer, int quantity)
    {
        var product = Pick(Products);
        Write(csv, number, at, customer, quantity, product);
        if (quantity > 0 && Companions.TryGetValue(product.Code, out var companion) && random.NextDouble() < 0.6)
            Write(csv, number, at, customer, quantity, Products.First(other => other.Code == companion));
    }

    private static void Write(StringBuilder csv, string number, DateTimeOffset at, DemoCustomer customer, int quantity, (string Code, string Name, string Category, decimal Price, decimal Cost) product) =>
        csv.Append(CultureInfo.InvariantCulture, $"{number},{at:O},{customer.ExternalId},{product.Code},{quantity},{product.Price * quantity},{product.Cost * quantity},\"{product.Name}\"\n");
}
