using System.Globalization;
using System.Text;

namespace CrmPlatform.Benchmarks.Customers;

/// <summary>Names of people and companies, Chinese and Latin, always the same ones.</summary>
internal sealed class CustomerNames(int seed)
{
    public static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗"];
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力鹏宇浩凯健俊帆雪琳晨阳梦洁雨嘉怡思远子轩欣悦";
    private static readonly string[] Places = ["上海", "北京", "广州", "深圳", "杭州", "成都", "武汉", "南京", "重庆", "西安", "苏州", "天津", "青岛", "厦门", "宁波", "长沙"];
    private static readonly string[] Trades = ["贸易有限公司", "科技有限公司", "电子厂", "食品公司", "机械设备有限公司", "医药有限公司", "服饰有限公司", "建材商行"];
    private static readonly string[] Syllables = ["ka", "ro", "li", "ne", "tor", "ben", "sa", "mi", "do", "var", "el", "han", "ju", "pe", "ros", "wil", "da", "gor", "fen", "ti", "nor", "max", "sol", "bru"];
    private static readonly string[] Firms = ["Trading Ltd", "Logistics GmbH", "Foods Inc", "Instruments AG", "Textiles SA", "Systems BV", "Works Oy", "Partners LLP"];

    private readonly Random random = new(seed);

    public string Next() => random.Next(4) switch
    {
        0 => Pick(Surnames) + Sign() + (random.Next(2) == 0 ? "" : Sign()),
        1 => Pick(Places) + Sign() + Sign() + Pick(Trades),
        2 => $"{Word(2)} {Word(3)}",
        _ => $"{Word(3)} {Pick(Firms)} {random.Next(1000)}",
    };

    public string Chinese() => random.Next(2) == 0 ? Pick(Surnames) + Sign() : Sign() + Sign();

    public string LatinPart() => Word(2).ToLowerInvariant();

    public T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public static async Task WriteCsvAsync(string path, int customers)
    {
        var names = new CustomerNames(1);
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        await file.WriteLineAsync("externalId,name,kind,role,channel,phone,email,city,tags");
        for (var i = 0; i < customers; i++)
        {
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"load-{i},{names.Next()},{(i % 3 == 0 ? "person" : "organisation")},demander,{(i % 50 == 0 ? "agent" : "end-customer")},+86 13{i % 10}{i:00000000},c{i}@example.com,上海,{(i % 100 == 0 ? "vip" : "")}"));
        }
    }

    private string Word(int syllables)
    {
        var word = string.Concat(Enumerable.Range(0, syllables).Select(_ => Pick(Syllables)));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private string Sign() => Given[random.Next(Given.Length)].ToString();
}
