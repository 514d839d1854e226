using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>C17: imports lines of the sales ledger, one a row. Lines of an order without an ordinal are counted in file order, refused ones too.</summary>
internal sealed class PurchaseImport(IOptions<CustomersOptions> options, TimeProvider time) : IImportKind
{
    public string Kind => "purchases";

    public IReadOnlyList<ImportField> Fields { get; } =
    [
        new("orderNumber", true, "order", "orderNo", "invoiceNo", "invoice", "invoiceNumber", "订单号", "發票號碼"),
        new("orderedAt", true, "date", "orderDate", "invoiceDate", "purchasedAt", "时间", "日期"),
        new("customer", true, "customerId", "customerExternalId", "externalId", "customerNo", "客户", "客戶"),
        new("product", true, "productCode", "stockCode", "sku", "item", "产品", "產品"),
        new("quantity", true, "qty", "数量", "數量"),
        new("unitPrice", false, "price", "单价", "單價"),
        new("amount", false, "total", "lineTotal", "金额", "金額"),
        new("cost", false, "成本"),
        new("currency", false, "币种", "幣別"),
        new("ordinal", false, "line", "lineNo", "行号"),
        new("description", false, "productName", "说明"),
    ];

    public ImportSession Begin(ImportSettings settings, Caller person) => new Session(settings, person, options.Value, time);

    private sealed class Session(ImportSettings settings, Caller person, CustomersOptions options, TimeProvider time) : ImportSession
    {
        private readonly PurchaseRowReader reader = new(options, time);
        private readonly Dictionary<ulong, int> linesSeen = [];
        private readonly Dictionary<long, int> ordinals = [];
        private readonly PurchaseRehearsal rehearsal = new(settings.DryRun);
        private long written;

        public override string Counted => "ordinal";

        public override string? CountOf(ImportRow row) => ordinals.TryGetValue(row.Number, out var counted) ? counted.ToString(CultureInfo.InvariantCulture) : null;

        public override void Observe(ImportRow row)
        {
            if (row["ordinal"] is not null || row["orderNumber"] is not { } order) return;
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(linesSeen, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(order.AsSpan())), out _);
            ordinals[row.Number] = ++seen;
        }

        public override async Task<ChunkResult> WriteAsync(IServiceProvider scope, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            var errors = new List<RowError>();
            var read = new List<PurchaseRow>();
            Begin(rows);
            rehearsal.Begin(rows);
            foreach (var row in rows)
            {
                if (reader.Read(row, ordinals.GetValueOrDefault(row.Number), out var purchase) is { } error) errors.Add(error);
                else read.Add(purchase);
            }
            var db = scope.GetRequiredService<CustomersDb>();
            var customers = await CustomersAsync(db, read, errors, cancellationToken);
            // An entry is one customer's, in one currency, and says each line once: what contradicts it in the same piece of the file is judged as it would be in the next.
            var lines = new HashSet<(string, int)>();
            var groups = read.Where(purchase => customers.ContainsKey(purchase.Customer)).GroupBy(purchase => (purchase.OrderNumber, Customer: customers[purchase.Customer], purchase.Currency,
                Again: lines.Add((purchase.OrderNumber, purchase.Line.Ordinal)) ? 0 : purchase.Row.Number)).Select(group => (group.Key, Rows: group.ToList())).ToList();
            long created = 0, unchanged = 0;
            var taken = new List<(List<PurchaseRow> Rows, LedgerEntry Entry)>();
            foreach (var group in groups)
            {
                var said = rehearsal.Meet(new LedgerEntry(group.Key.Customer, group.Key.OrderNumber, group.Rows[0].OrderedAt, group.Key.Currency, [.. group.Rows.Select(purchase => purchase.Line)]), out var contradiction);
                if (contradiction is { } differs) errors.AddRange(group.Rows.Select(purchase => purchase.Row.Error("orderNumber", differs.Code, differs.Detail)));
                else taken.Add((group.Rows, said));
            }
            var booked = await scope.GetRequiredService<Ledger>().BookAsync([.. taken.Select(one => one.Entry)], imported: true, cancellationToken);
            await MarkAsync(db, booked, cancellationToken);
            foreach (var ((group, entry), result) in taken.Zip(booked))
            {
                if (result.Refusal is { } refusal)
                {
                    errors.AddRange(group.Select(purchase => purchase.Row.Error("orderNumber", refusal.Code, refusal.Detail)));
                    continue;
                }
                (created, unchanged) = (created + result.NewLines.Count, unchanged + group.Count - result.NewLines.Count);
                rehearsal.Remember(entry, result.NewLines);
            }
            return new ChunkResult(errors, created, 0, unchanged);
        }

        /// <summary>Rows of earlier pieces are never asked for again; those of this piece are, where somebody else was faster with the same order or product, and where they are refused.</summary>
        private void Begin(IReadOnlyList<ImportRow> rows)
        {
            if (rows.Count == 0 || rows[0].Number <= written) return;
            foreach (var earlier in ordinals.Keys.Where(number => number <= written).ToList()) ordinals.Remove(earlier);
            written = rows[^1].Number;
        }

        /// <summary>C17: what was booked is written down for an undo.</summary>
        private async Task MarkAsync(CustomersDb db, IReadOnlyList<Booked> booked, CancellationToken cancellationToken)
        {
            var fresh = booked.Where(one => one.NewLines.Count > 0).ToList();
            var ids = fresh.Select(one => one.Order!.CustomerId).Distinct().ToArray();
            var business = await db.AllCustomers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.LastBusinessAt, cancellationToken);
            db.ImportMarks.AddRange(fresh.SelectMany(one => one.Bookings.Select(booking => new ImportMark
            {
                JobKey = settings.JobKey,
                Deed = ImportDeed.Booked,
                Subject = one.Order!.Id,
                BookedFor = one.Order.CustomerId,
                BookingId = booking.Id,
                Ordinals = [.. booking.Ordinals],
                BusinessBefore = business.GetValueOrDefault(one.Order.CustomerId),
            })));
            db.ImportMarks.AddRange(db.ChangeTracker.Entries<Product>().Where(entry => entry.State == EntityState.Added)
                .Select(entry => new ImportMark { JobKey = settings.JobKey, Deed = ImportDeed.Registered, Subject = entry.Entity.Id }).ToList());
        }

        /// <summary>Finds the customers by our id or by the other system's, and opens files for unknown ones when that was asked for.</summary>
        private async Task<Dictionary<string, Guid>> CustomersAsync(
            CustomersDb db, List<PurchaseRow> rows, List<RowError> errors, CancellationToken cancellationToken)
        {
            var wanted = rows.Select(row => row.Customer).Distinct().ToArray();
            var ids = wanted.Where(text => Guid.TryParse(text, out _)).Select(Guid.Parse).ToArray();
            var found = await db.AllCustomers.Where(c => wanted.Contains(c.ExternalId))
                .ToDictionaryAsync(c => c.ExternalId!, c => c.MergedInto ?? c.Id, cancellationToken);
            await FollowAsync(db, found, cancellationToken);
            if (ids.Length > 0)
            {
                // C16: an id of before a merge stands for the survivor, as in an order of the API.
                var standsFor = await db.StandsForAsync(ids, cancellationToken);
                var survivors = standsFor.Values.Distinct().ToArray();
                var seen = await db.Customers.Where(c => survivors.Contains(c.Id)).Select(c => c.Id).ToHashSetAsync(cancellationToken);
                foreach (var text in wanted)
                    if (Guid.TryParse(text, out var id) && standsFor.TryGetValue(id, out var survivor) && seen.Contains(survivor)) found.TryAdd(text, survivor);
            }
            foreach (var unknown in wanted.Where(text => !found.ContainsKey(text)))
            {
                if (settings.CreateMissing && Customer.CheckName(unknown) is { } nameless)
                    errors.AddRange(rows.Where(row => row.Customer == unknown).Select(row => row.Row.Error("customer", nameless.Code, nameless.Detail)));
                else if (settings.CreateMissing) found[unknown] = rehearsal.FileOf(unknown) ?? OpenFile(db, unknown).Id;
                else
                    errors.AddRange(rows.Where(row => row.Customer == unknown).Select(row => row.Row.Error(
                        "customer", "purchase.customer-unknown", $"There is no customer '{unknown}'; import customers first, or ask for createMissing.")));
            }
            return found;
        }

        // A survivor may have been merged in its turn.
        private static async Task FollowAsync(CustomersDb db, Dictionary<string, Guid> found, CancellationToken cancellationToken)
        {
            var ids = found.Values.Distinct().ToArray();
            var merged = await db.AllCustomers.Where(c => ids.Contains(c.Id) && c.MergedInto != null).Select(c => c.Id).ToListAsync(cancellationToken);
            if (merged.Count == 0) return;
            var survivors = await db.SurvivorsOfAsync(merged, cancellationToken);
            foreach (var (external, id) in found.ToList())
                if (survivors.TryGetValue(id, out var survivor)) found[external] = survivor.Id;
        }

        private Customer OpenFile(CustomersDb db, string externalId)
        {
            var customer = Customer.Open(new CustomerData
            {
                Kind = CustomerKind.Organisation,
                Role = CustomerRole.Demander,
                Channel = SalesChannel.EndCustomer,
                Name = externalId,
                ExternalId = externalId,
                Grade = ValueGrade.Ordinary,
                Team = person.Team ?? options.SalesTeam,
                Language = "zh-Hans",
            }, person.Subject, time.GetUtcNow(), time.GetUtcNow());
            db.Customers.Add(customer);
            rehearsal.Remember(externalId, customer.Id);
            db.ImportMarks.Add(new ImportMark { JobKey = settings.JobKey, Deed = ImportDeed.Opened, Subject = customer.Id, Print = FilePrint.Of(customer.ToData()) });
            db.Publish(customer.ToEvent(1, imported: true), customer.Id);
            return customer;
        }
    }
}
