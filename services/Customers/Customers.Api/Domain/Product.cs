using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>A product of the register, known by its code in every service.</summary>
public sealed class Product : Entity, IHasHistory
{
    private Product() { }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    [Untold(Entirely = true)]
    public string SearchName { get; private set; } = "";

    public string? Category { get; private set; }

    public bool Active { get; private set; }

    public Guid HistorySubject => Id;

    public static Product Register(string code, string name, string? category, bool active = true)
    {
        var product = new Product { Code = code };
        product.Change(name, category, active);
        return product;
    }

    public void Change(string name, string? category, bool active)
    {
        (Name, SearchName, Category, Active) = (name.Trim(), SearchText.OfName(name), category, active);
    }
}
