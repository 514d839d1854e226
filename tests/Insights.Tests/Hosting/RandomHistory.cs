using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Hosting;

/// <summary>A random but possible history: whoever publishes keeps its promises, nothing is said of the order of arrival.</summary>
internal sealed class RandomHistory(int seed)
{
    private static readonly string[] Teams = ["north", "south", "west"];
    private static readonly string?[] People = ["sam", "sue", "wei", null];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(seed);
    private readonly string[] products = [$"A{seed}", $"B{seed}", $"C{seed}", $"a{seed}"];
    private readonly Guid[] productIds = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
    private readonly Guid[] staffIds = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
    private readonly Guid[] campaignIds = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
    private readonly List<Guid> customers = [];
    private readonly Dictionary<Guid, long> versions = [];
    private readonly Dictionary<string, (Guid Customer, DateTimeOffset At, int Lines)> orders = [];
    private readonly List<PurchaseRecorded> bookings = [];
    private readonly List<(Guid Merge, Guid Survivor, Guid Merged)> merges = [];
    private readonly Dictionary<Guid, Guid> things = [];
    private readonly HashSet<Guid> complained = [];
    private readonly List<Guid> complaints = [];
    private readonly Dictionary<Guid, Guid> mergedInto = [];

    public List<object> FromCustomers { get; } = [];

    public List<object> FromEngagement { get; } = [];

    public List<object> FromService { get; } = [];

    public void Go(int steps)
    {
        if (customers.Count == 0) for (var i = 0; i < 6; i++) Open();
        for (var i = 0; i < steps; i++)
        {
            switch (random.Next(29))
            {
                case 0: Open(); break;
                case 1: FromCustomers.Add(State(Any())); break;
                case 2: Transfer(); break;
                case 3: Merge(); break;
                case 4: Undo(); break;
                case 5: FromCustomers.Add(new CustomerErased(Any(), At())); break;
                case < 12: Buy(); break;
                case 12: Withdraw(); break;
                case 13: Register(random.Next(products.Length)); break;
                case 14: FromEngagement.Add(Visit()); break;
                case 15: FromEngagement.Add(new CallLogged(Guid.NewGuid(), Any(), Pick(People) ?? "", Pick(Teams), "outbound", "sales", random.Next(2) == 0, At(), random.Next(30), null)); break;
                case 16: FromEngagement.Add(Opportunity()); break;
                case 17: FromEngagement.Add(Task()); break;
                case 18: FromService.Add(Complaint()); MergeComplaints(); break;
                case 19: FromService.Add(new GrumbleRecorded(Guid.NewGuid(), Any(), "hm", At())); break;
                case 20: FromCustomers.Add(Staff()); break;
                case 21: FromEngagement.Add(new ActivityRecorded(Guid.NewGuid(), Any(), Pick(People) ?? "", Pick(Teams), Pick(["meeting", "event"]), "outbound", "care", At(), random.Next(60), null)); break;
                case 22: FromEngagement.Add(new ContractSigned(Guid.NewGuid(), Guid.NewGuid(), Any(), Pick(People) ?? "", Pick(Teams), 100, "CNY", random.Next(900), At())); break;
                case 23: FromEngagement.Add(Campaign()); break;
                case 24: FromEngagement.Add(new CampaignResponded(Pick(campaignIds), "C", Any(), Pick(["interested", "declined", "no-answer"]), At())); break;
                case 25: FromEngagement.Add(new InterventionEnded(Guid.NewGuid(), Any(), Pick(["won-back", "lost"]), "sam", At())); break;
                case 26: FromService.Add(new RemedyBooked(Guid.NewGuid(), Guid.NewGuid(), Any(), "refund", null, random.Next(500), "CNY", "ada", At())); break;
                case 27: FromCustomers.Add(Lead()); break;
                default: FromService.Add(new SurveyAnswered(Guid.NewGuid(), Guid.NewGuid(), random.Next(4) == 0 ? null : Any(), "nps", random.Next(11), 0, 10, "closing", [new SurveyItemScore("speed", 3, random.Next(6))], At())); break;
            }
        }
    }

    private void Open()
    {
        customers.Add(Guid.NewGuid());
        FromCustomers.Add(State(customers[^1]));
    }

    private CustomerChanged State(Guid id) => Happenings.Customer(id, $"N{random.Next(99)}", Pick(Teams), Pick(People), Next(id),
        random.Next(8) == 0 ? "merged" : "active", createdAt: At());

    // What is removed may be entered again: another product under the same code.
    private void Register(int product)
    {
        var removed = random.Next(4) == 0;
        FromCustomers.Add(new ProductChanged(productIds[product], Next(productIds[product]), products[product], $"P{random.Next(9)}", null, !removed, removed));
        if (removed) productIds[product] = Guid.NewGuid();
    }

    private void Transfer()
    {
        var customer = Any();
        FromCustomers.Add(new CustomerTransferred(customer, Pick(People), Pick(People), Pick(Teams), Pick(Teams), null, "ada", At()));
        FromCustomers.Add(State(customer));
    }

    private void Merge()
    {
        var (survivor, merged) = (Any(), Any());
        if (survivor == merged) return;
        merges.Add((Guid.NewGuid(), survivor, merged));
        FromCustomers.Add(new CustomersMerged(merges[^1].Merge, survivor, merged, "ada", At()));
    }

    private void Undo()
    {
        if (merges.Count == 0) return;
        var (merge, survivor, merged) = Pick(merges);
        FromCustomers.Add(new CustomerMergeUndone(merge, survivor, merged, "ada", At()));
        merges.RemoveAll(m => m.Merge == merge);
    }

    // An order comes in pieces; a line comes once.
    private void Buy()
    {
        var known = orders.Count > 0 && random.Next(3) == 0;
        var number = known ? Pick(orders.Keys.ToList()) : $"{Pick(["O", "o"])}{seed}-{orders.Count}";
        var order = known ? orders[number] : (Customer: random.Next(15) == 0 ? Guid.NewGuid() : Any(), At: At(), Lines: 0);
        var lines = Enumerable.Range(order.Lines + 1, random.Next(1, 4)).Select(ordinal => (ordinal, Pick(products), (decimal)random.Next(-2, 5), (long)random.Next(-300, 1000) / 100 * 100)).ToArray();
        orders[number] = order with { Lines = order.Lines + lines.Length };
        var imported = random.Next(2) == 0;
        var bought = Happenings.Purchase(order.Customer, number, order.At, lines) with { Imported = imported, BookingId = imported ? Guid.NewGuid() : null };
        bought = bought with { Lines = [.. bought.Lines.Select(line => line with { BaseCostMinor = random.Next(3) == 0 ? null : line.BaseAmountMinor * 6 / 10 })] };
        if (imported) bookings.Add(bought);
        FromCustomers.Add(bought);
    }

    // An import is undone, and sometimes given again.
    private void Withdraw()
    {
        if (bookings.Count == 0) return;
        var taken = Pick(bookings);
        bookings.Remove(taken);
        FromCustomers.Add(new PurchaseWithdrawn(taken.CustomerId, taken.OrderNumber, taken.OrderedAt, taken.Currency, taken.BaseCurrency, taken.Lines, taken.BookingId!.Value, At(), true));
        if (random.Next(2) != 0) return;
        bookings.Add(taken with { BookingId = Guid.NewGuid(), Lines = [.. taken.Lines.Select(line => line with { BaseAmountMinor = line.BaseAmountMinor + 100 })] });
        FromCustomers.Add(bookings[^1]);
    }

    private VisitChanged Visit()
    {
        var id = Thing(out var customer);
        return Happenings.Visit(id, customer, Pick(["planned", "in-progress", "done", "missed", "cancelled"]), At(), Next(id), Pick(People) ?? "", Pick(Teams));
    }

    private OpportunityChanged Opportunity()
    {
        var id = Thing(out var customer);
        var state = Pick(["open", "won", "lost"]);
        var created = At();
        return Happenings.Deal(customer, state, random.Next(1000), created, state == "open" ? null : At(), [new StageEntry("offer", created)], campaign: "C", campaignId: random.Next(2) == 0 ? Pick(campaignIds) : null) with
        {
            OpportunityId = id,
            Version = Next(id),
            OwnerId = Pick(People) ?? "",
            Team = Pick(Teams),
        };
    }

    // A lead goes along when its customer is merged.
    private LeadChanged Lead()
    {
        var id = Thing(out var customer);
        var state = Pick(["open", "converted", "disqualified"]);
        return new(id, Next(id), random.Next(4) == 0 ? Any() : customer, Pick(["web", "list"]), state, Pick(People), Pick(Teams), At(), state == "open" ? null : At(),
            state == "disqualified" ? "no-need" : null, random.Next(3) == 0 ? "Fair" : null, random.Next(2) == 0 ? Pick(campaignIds) : null);
    }

    private TaskChanged Task()
    {
        var id = Thing(out var customer);
        var state = Pick(["open", "done", "cancelled"]);
        return new(id, Next(id), customer, Pick(People) ?? "", Pick(Teams), "T", state, "care", At(), state == "done" ? At() : null);
    }

    private ComplaintChanged Complaint()
    {
        var id = Thing(out var customer);
        var closed = random.Next(2) == 0;
        if (complained.Add(id)) complaints.Add(id);
        return Happenings.Complaint(id, customer, closed ? "closed" : "received", At(), Next(id), closed: closed ? At() : null, assignee: Pick(People), breached: random.Next(2) == 0);
    }

    // S9: into one that was not merged before; what was merged into the duplicate goes along and is told of again.
    private void MergeComplaints()
    {
        if (complaints.Count < 2 || random.Next(3) != 0) return;
        var (duplicate, into) = (Pick(complaints), Pick(complaints));
        if (duplicate == into) return;
        complaints.Remove(duplicate);
        mergedInto[duplicate] = duplicate;
        foreach (var one in mergedInto.Where(merge => merge.Value == duplicate).Select(merge => merge.Key).ToList())
        {
            mergedInto[one] = into;
            FromService.Add(new ComplaintMerged(one, things[into], "C-1", into, At()));
        }
    }

    private StaffChanged Staff()
    {
        var member = random.Next(staffIds.Length);
        return new($"staff{seed}-{member}", Next(staffIds[member]), $"S{random.Next(9)}", Pick(Teams), null, null, [], [], [], [new StaffShift("monday", 540, random.Next(600, 1000))], "UTC", random.Next(3) > 0);
    }

    private CampaignChanged Campaign()
    {
        var campaign = Pick(campaignIds);
        return new(campaign, Next(campaign), "C", "web", Pick(["planned", "running", "ended"]), random.Next(900), random.Next(900), "CNY", random.Next(50), null, null);
    }

    // A thing keeps its customer; half of the time an old one is spoken of again.
    private Guid Thing(out Guid customer)
    {
        var id = things.Count > 0 && random.Next(2) == 0 ? Pick(things.Keys.ToList()) : Guid.NewGuid();
        if (!things.TryGetValue(id, out customer)) things[id] = customer = Any();
        return id;
    }

    private long Next(Guid id) => versions[id] = versions.GetValueOrDefault(id) + 1;

    private Guid Any() => Pick(customers);

    private DateTimeOffset At() => Start.AddMinutes(random.Next(300 * 24 * 60));

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
