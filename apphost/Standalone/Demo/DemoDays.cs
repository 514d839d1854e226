namespace CrmPlatform.Standalone.Demo;

/// <summary>What the demo company's people did and have before them: contacts, visits, calls, complaints and deals.</summary>
internal sealed class DemoDays(DemoApi api, DemoTrade trade, DateTimeOffset now)
{
    private static readonly string[] Goals = ["了解需求", "Present the new menu", "续约谈判", "Check the machines", "收集反馈", "Introduce the account manager"];
    private static readonly string[] Outcomes = ["客户满意，下月再访", "Wants an offer by Friday", "暂无需求", "Agreed on a trial", "需要技术支持"];
    private static readonly string[] NextSteps = ["发送报价", "Send samples", "确认交货日期", "Arrange a tasting", "回访使用情况", "Introduce the technician"];
    private static readonly string[] Deals = ["门店饮品方案", "Tea for the branches", "新店设备", "Machines for the canteen", "年度供货合同", "Trial of the winter menu"];
    private static readonly string[] DealStages = ["lead-in", "need-confirmed", "solution-presented"];
    private static readonly string[] Jobs = ["采购经理", "Owner", "店长", "Technical lead", "财务总监"];
    private static readonly string[] Severities = ["critical", "high", "normal", "normal", "low"];
    private static readonly (string Category, string SubCategory, string Name, string ChineseName, string Summary)[] Complaints =
    [
        ("quality", "goods-damaged", "Goods damaged", "商品损坏", "收到的茶叶受潮"), ("quality", "machine-failure", "Machine failure", "设备故障", "The ice maker stopped after two weeks"),
        ("attitude", "driver", "Delivery staff", "配送人员", "送货员态度不好"), ("price", "invoice", "Invoice", "发票", "Invoice differs from the offer"),
        ("communication", "no-answer", "No answer", "无人回复", "两周没有人回电话"), ("communication", "delivery-date", "Delivery date", "交货日期", "Delivery date changed without notice"),
    ];

    public Task ContactsAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => EachAsync(
        [.. customers.Where(c => !c.Person).SelectMany(c => Enumerable.Range(0, trade.Random.Next(1, 3)).Select(i => (Customer: c, I: i, Name: trade.NewName(c.Language != "en", true), Job: trade.Pick(Jobs))))],
        async item => item.Customer.Contacts.Add((string)(await api.PostAsync($"/api/v1/customers/{item.Customer.Id}/contacts", new
        {
            name = item.Name,
            jobTitle = item.Job,
            channels = new object[]
            {
                new { channel = "phone", value = $"+86 139{(item.Customer.Number * 10) + item.I:00000000}", consent = "given" },
                new { channel = "email", value = $"c{item.Customer.Number}.{item.I}@example.com", consent = "given" },
            },
            preferred = "phone",
        }, cancellationToken))["id"]!));

    public Task VisitsAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => EachAsync(
        [.. Enumerable.Range(0, 300).Select(i => (Customer: trade.Pick(customers), Days: i < 240 ? -trade.Random.Next(0, 360) : trade.Random.Next(1, 20), Goal: trade.Pick(Goals), Outcome: trade.Pick(Outcomes), Minutes: trade.Random.Next(20, 100)))
            .Select(visit => (visit.Customer, visit.Days, visit.Goal, visit.Outcome, visit.Minutes, At: WorkingHour(visit.Days)))],
        item =>
        {
            var at = item.At;
            return api.PostAsync("/api/v1/visits", item.Days < 0
                ? new { customerId = item.Customer.Id, goal = item.Goal, plannedAt = at, mode = "on-site", place = item.Customer.City, ownerId = item.Customer.Owner.Subject, startedAt = (DateTimeOffset?)at, endedAt = (DateTimeOffset?)at.AddMinutes(item.Minutes), outcome = item.Outcome }
                : new { customerId = item.Customer.Id, goal = item.Goal, plannedAt = at, mode = "on-site", place = item.Customer.City, ownerId = item.Customer.Owner.Subject, startedAt = (DateTimeOffset?)null, endedAt = (DateTimeOffset?)null, outcome = (string?)null }!, cancellationToken);
        });

    /// <summary>Everybody who sells has a day before them: two visits, and something to be done by the evening.</summary>
    public Task TodayAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => EachAsync(
        [.. customers.GroupBy(customer => customer.Owner).SelectMany(own => own.Take(3).Select((customer, i) => (Customer: customer, I: i)))],
        item => item.I < 2
            ? api.PostAsync("/api/v1/visits", new { customerId = item.Customer.Id, goal = Goals[item.I], plannedAt = TodayAt(item.I == 0 ? 10 : 15), minutes = 60, mode = "on-site", place = item.Customer.City, ownerId = item.Customer.Owner.Subject }, cancellationToken)
            : api.PostAsync("/api/v1/tasks", new { title = NextSteps[0], dueAt = TodayAt(18), customerId = item.Customer.Id, assigneeId = item.Customer.Owner.Subject }, cancellationToken));

    public Task CallsAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => EachAsync(
        [.. Enumerable.Range(0, 600).Select(i => (I: i, Customer: trade.Pick(customers), Days: -trade.Random.Next(0, 200), Reached: trade.Random.NextDouble() < 0.7, Outcome: trade.Pick(Outcomes), Minutes: trade.Random.Next(2, 25)))
            .Select(call => (call.I, call.Customer, call.Days, call.Reached, call.Outcome, call.Minutes, At: WorkingHour(call.Days)))],
        item => api.PostAsync("/api/v1/calls", new
        {
            customerId = item.Customer.Id,
            direction = "outbound",
            purpose = "sales",
            reached = item.Reached,
            startedAt = item.At,
            minutes = item.Reached ? item.Minutes : 0,
            outcome = item.Reached ? item.Outcome : null,
            // What was promised in the last fortnight is still to be done, some of it today.
            nextStep = item.Reached && item.Days > -14 ? new { text = NextSteps[item.I % NextSteps.Length], dueAt = DueHour(item.I % 9) } : null,
            ownerId = item.Customer.Owner.Subject,
        }, cancellationToken));

    /// <summary>Two years of complaints, most of them closed, as another system would hand them over; and those of today, which the desk has to see to.</summary>
    public async Task ComplaintsAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken)
    {
        foreach (var kind in Complaints)
            await api.PutAsync($"/api/v1/categories/{kind.Category}/{kind.SubCategory}", new { nameEn = kind.Name, nameZhHans = kind.ChineseName }, cancellationToken);
        await api.RunAsync("/api/v1/complaints/imports", new
        {
            complaints = Enumerable.Range(1, 120).Select(number =>
            {
                var (customer, about) = (trade.Pick(customers), trade.Pick(Complaints));
                var opened = WorkingHour(-trade.Random.Next(3, 700));
                var closed = opened.AddHours(trade.Random.Next(6, 200));
                return new
                {
                    externalId = $"demo-{number}", customerId = customer.Id, channel = "hotline", category = about.Category, subCategory = about.SubCategory, severity = trade.Pick(Severities),
                    summary = about.Summary,
                    openedAt = opened, firstResponseAt = opened.AddMinutes(trade.Random.Next(5, 300)), closedAt = closed < now ? closed : (DateTimeOffset?)null,
                };
            }).ToArray(),
        }, cancellationToken);
        await EachAsync([.. Enumerable.Range(0, 15).Select(_ => (Customer: trade.Pick(customers), Case: trade.Pick(Complaints), Severity: trade.Pick(Severities)))],
            item => api.PostAsync("/api/v1/complaints", new
            {
                customerId = item.Customer.Id, channel = "hotline", category = item.Case.Category, subCategory = item.Case.SubCategory, severity = item.Severity, summary = item.Case.Summary,
            }, cancellationToken));
    }

    /// <summary>Deals on their way, so that there is something to forecast.</summary>
    public Task DealsAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken) => EachAsync(
        [.. customers.Where(customer => !customer.Contacts.IsEmpty).Where((_, i) => i % 5 == 0).Select((customer, i) => (Customer: customer, I: i, Thousands: trade.Random.Next(5, 400), Days: trade.Random.Next(5, 150)))],
        item => api.PostAsync("/api/v1/opportunities", new
        {
            customerId = item.Customer.Id,
            title = Deals[item.I % Deals.Length],
            pipeline = "direct-sale",
            stage = DealStages[item.I % DealStages.Length],
            currency = "CNY",
            amountMinor = item.Thousands * 100_000L,
            expectedClose = now.AddDays(item.Days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            contactId = item.Customer.Contacts.First(),
            need = Goals[item.I % Goals.Length],
            solution = Deals[(item.I + 1) % Deals.Length],
            ownerId = item.Customer.Owner.Subject,
        }, cancellationToken));

    private DateTimeOffset DueHour(int days) => TodayAt(17).AddDays(days);

    private DateTimeOffset TodayAt(int hour)
    {
        var day = now.ToOffset(TimeSpan.FromHours(8));
        return new DateTimeOffset(day.Year, day.Month, day.Day, hour, 0, 0, TimeSpan.FromHours(8));
    }

    private DateTimeOffset WorkingHour(int days)
    {
        var day = now.ToOffset(TimeSpan.FromHours(8)).AddDays(days);
        var at = new DateTimeOffset(day.Year, day.Month, day.Day, trade.Random.Next(9, 17), trade.Random.Next(0, 4) * 15, 0, TimeSpan.FromHours(8));
        // What is past is past: a visit of this morning that has not ended yet would be none.
        return days <= 0 && at > now.AddHours(-3) ? now.AddHours(-3) : at;
    }

    /// <summary>Several at once; so all that is drawn by lot is drawn before, or no two first starts would be the same.</summary>
    private static Task EachAsync<T>(IReadOnlyList<T> items, Func<T, Task> act) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (item, _) => await act(item));
}
