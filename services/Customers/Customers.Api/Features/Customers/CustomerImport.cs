using System.Globalization;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C17: imports customers, one a row, judged by the same form as the API's. A row with an external id that is known changes that
/// customer, or nothing when it says nothing new; so the same file can be given again.
/// </summary>
internal sealed class CustomerImport(CustomerForm form, TimeProvider time) : IImportKind
{
    public string Kind => "customers";

    public IReadOnlyList<ImportField> Fields { get; } =
    [
        new("name", true, "customerName", "company", "companyName", "名称", "名稱", "客户名称"),
        new("kind", false, "type", "类型"),
        new("role", true, "角色"),
        new("channel", false, "salesChannel", "渠道"),
        new("phone", false, "telephone", "tel", "mobile", "电话", "電話", "手机"),
        new("email", false, "mail", "邮箱", "電子郵件"),
        new("taxId", false, "vat", "税号", "統一編號"),
        new("externalId", false, "id", "customerId", "customerNo", "编号", "編號"),
        new("street", false, "address", "地址"),
        new("city", false, "城市"),
        new("region", false, "state", "province", "省份"),
        new("postalCode", false, "zip", "postcode", "邮编"),
        new("country", false, "countryCode", "国家"),
        new("latitude"),
        new("longitude"),
        new("language", false, "语言"),
        new("source", false, "leadSource", "来源"),
        new("tags", false, "标签"),
        new("ownerId", false, "owner", "负责人"),
        new("team", false, "团队"),
        new("grade", false, "等级"),
        new("createdAt", false, "created", "createdOn", "创建时间"),
        new("createdBy", false, "author", "创建人"),
    ];

    public ImportSession Begin(ImportSettings settings, Caller person) => new Session(form, person, time);

    private sealed class Session(CustomerForm form, Caller person, TimeProvider time) : ImportSession
    {
        public override async Task<ChunkResult> WriteAsync(IServiceProvider scope, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var externalIds = rows.Select(row => row["externalId"]).OfType<string>().Distinct().ToArray();
            var known = await db.AllCustomers.Where(c => externalIds.Contains(c.ExternalId)).ToDictionaryAsync(c => c.ExternalId!, cancellationToken);
            var errors = new List<RowError>();
            long created = 0, updated = 0, unchanged = 0;
            foreach (var row in rows)
            {
                if (CustomerRow.Read(row, out var request) is { } unreadable) errors.Add(unreadable);
                else if (form.Read(request, person, out var data) is { } wrong) errors.Add(row.Error(wrong.Field ?? "", wrong.Code, wrong.Detail));
                else if (data.ExternalId is not null && known.TryGetValue(data.ExternalId, out var customer))
                {
                    if (Change(db, customer, data, row, errors) is not { } changed) continue;
                    (updated, unchanged) = changed ? (updated + 1, unchanged) : (updated, unchanged + 1);
                }
                else
                {
                    var opened = Open(db, data, row, errors);
                    if (opened is null) continue;
                    if (data.ExternalId is not null) known.Add(data.ExternalId, opened);
                    created++;
                }
            }
            return new ChunkResult(errors, created, updated, unchanged);
        }

        private Customer? Open(CustomersDb db, CustomerData data, ImportRow row, List<RowError> errors)
        {
            // C17: the original author and date are kept.
            var createdAt = time.GetUtcNow();
            if (row["createdAt"] is { } text && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out createdAt))
            {
                errors.Add(row.Error("createdAt", "date.invalid", $"'{text}' is no date and time such as 2026-03-01T09:00:00+08:00."));
                return null;
            }
            var customer = Customer.Open(data, row["createdBy"] ?? person.Subject, createdAt, time.GetUtcNow());
            db.Customers.Add(customer);
            db.Publish(customer.ToEvent(1, imported: true), customer.Id);
            return customer;
        }

        private bool? Change(CustomersDb db, Customer customer, CustomerData data, ImportRow row, List<RowError> errors)
        {
            if (customer.Change(data with { OwnerId = customer.OwnerId, Team = customer.Team }, person.Subject, time.GetUtcNow()) is { } refusal)
            {
                errors.Add(row.Error(refusal.Field ?? "", refusal.Code, refusal.Detail));
                return null;
            }
            var entry = db.Entry(customer);
            if (entry.State == EntityState.Added || !entry.Properties.Any(property => property.IsModified) && !entry.ComplexProperties.Any(complex => complex.IsModified)) return false;
            db.Publish(customer.ToEvent(customer.Version + 1, imported: true), customer.Id);
            return true;
        }
    }
}
