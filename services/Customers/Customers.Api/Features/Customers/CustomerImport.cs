using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C17: imports customers, one a row, judged by the same form as the API's. A row with an external id that is known changes that
/// customer, or nothing when it says nothing new; so the same file can be given again. What the file has no column for stays as it is.
/// </summary>
internal sealed class CustomerImport(CustomerForm form, FieldRegister register, IOptions<CustomersOptions> options, TimeProvider time) : IImportKind
{
    public string Kind => "customers";

    public IReadOnlyList<ImportField> Fields => [.. Standard, .. register.Fields.Values.Where(custom => custom.Active)
        .Select(custom => new ImportField(CustomValues.Column(custom.Code), false, [.. new[] { custom.Code, custom.Name, custom.NameZhHans, custom.NameZhHant }.OfType<string>()]))];

    public IReadOnlyList<ImportField> ToldFields => [.. Standard, new ImportField(CustomValues.Column("{code}"))];

    private static readonly ImportField[] Standard =
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
        new("referredBy", false, "referrer", "介绍人", "介紹人"),
        new("tags", false, "标签"),
        new("ownerId", false, "owner", "负责人"),
        new("team", false, "团队"),
        new("grade", false, "等级"),
        new("createdAt", false, "created", "createdOn", "创建时间"),
        new("createdBy", false, "author", "创建人"),
    ];

    public ImportSession Begin(ImportSettings settings, Caller person) => new CustomerImportSession(settings, form, register, person, options.Value, time);
}
