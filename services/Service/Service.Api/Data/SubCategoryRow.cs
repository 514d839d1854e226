using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Data;

/// <summary>S2: a sub-category; they are data. A category that has some takes no others.</summary>
internal sealed class SubCategoryRow : Entity, IHasHistory
{
    private SubCategoryRow() { }

    public ComplaintCategory Category { get; private set; }

    public string Code { get; private set; } = "";

    public string NameEn { get; private set; } = "";

    public string NameZhHans { get; private set; } = "";

    public string NameZhHant { get; private set; } = "";

    public bool Active { get; private set; }

    public Guid HistorySubject => Id;

    public Wording Name => new(NameEn, NameZhHans, NameZhHant);

    public static SubCategoryRow Enter(ComplaintCategory category, string code, Wording name, bool active) =>
        new SubCategoryRow { Category = category, Code = code }.Change(name, active);

    public SubCategoryRow Change(Wording name, bool active)
    {
        (NameEn, NameZhHans, NameZhHant, Active) = (name.En, name.ZhHans, name.ZhHant, active);
        return this;
    }
}
