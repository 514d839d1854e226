namespace CrmPlatform.Load;

/// <summary>Names of people and companies, Chinese and Latin, always the same ones.</summary>
internal sealed class Names(int seed)
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗"];
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力鹏宇浩凯健俊帆雪琳晨阳梦洁雨嘉怡思远子轩欣悦";
    private static readonly string[] Places = ["上海", "北京", "广州", "深圳", "杭州", "成都", "武汉", "南京", "重庆", "西安", "苏州", "天津", "青岛", "厦门", "宁波", "长沙"];
    private static readonly string[] Trades = ["贸易有限公司", "科技有限公司", "电子厂", "食品公司", "机械设备有限公司", "医药有限公司", "服饰有限公司", "建材商行"];
    private static readonly string[] First = ["Anna", "Bernd", "Carla", "David", "Elena", "Frank", "Grace", "Henrik", "Ines", "Jonas", "Katrin", "Lukas", "Maria", "Nils", "Olga", "Peter"];
    private static readonly string[] Last = ["Müller", "Schmidt", "Hansen", "Rossi", "Novak", "Garcia", "Johnson", "Dubois", "Kowalski", "Andersson", "Fischer", "O'Brien", "Silva", "Yilmaz", "Petrov", "Tanaka"];
    private static readonly string[] Firms = ["Trading Ltd", "Logistics GmbH", "Foods Inc", "Instruments AG", "Textiles SA", "Systems BV", "Works Oy", "Partners LLP"];

    private readonly Random random = new(seed);

    public string Next() => random.Next(4) switch
    {
        0 => Pick(Surnames) + Pick(Given) + (random.Next(2) == 0 ? "" : Pick(Given)),
        1 => Pick(Places) + Pick(Given) + Pick(Given) + Pick(Trades),
        2 => $"{Pick(First)} {Pick(Last)}",
        _ => $"{Pick(Last)} {Pick(Firms)} {random.Next(1000)}",
    };

    /// <summary>Something people search for: two or three signs of Chinese, or part of a Latin name.</summary>
    public string SearchTerm()
    {
        var name = Next();
        var length = name.Any(sign => sign > 0x3000) ? random.Next(2, 4) : random.Next(4, 8);
        var start = random.Next(Math.Max(1, name.Length - length));
        return name.Substring(start, Math.Min(length, name.Length - start)).Trim();
    }

    public T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private string Pick(string signs) => signs[random.Next(signs.Length)].ToString();
}
