using CrmPlatform.Customers.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>C17: products that an import entered go again, unless somebody has changed them since or they stand in an order that stays.</summary>
internal sealed class RemoveProducts(CustomersDb db)
{
    public async Task<UndoneDeeds> TakeBackAsync(IReadOnlyList<ImportMark> marks, CancellationToken cancellationToken)
    {
        var ids = marks.Select(mark => mark.Subject).ToArray();
        var products = await db.Products.Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancellationToken);
        var codes = products.Values.Select(product => product.Code).ToArray();
        var sold = await db.Orders.IgnoreQueryFilters().SelectMany(order => order.Lines).Where(line => codes.Contains(line.Product)).Select(line => line.Product).Distinct().ToHashSetAsync(cancellationToken);
        var deeds = new UndoneDeeds();
        foreach (var mark in marks)
        {
            if (products.GetValueOrDefault(mark.Subject) is { } product)
            {
                if (product.Version > 1 || sold.Contains(product.Code))
                {
                    deeds.Kept.Add(product.Version > 1
                        ? new KeptDeed("product", product.Id, product.Code, "product.changed-since", "The product has been changed since the import.")
                        : new KeptDeed("product", product.Id, product.Code, "product.sold", "The product stands in an order that stays."));
                    continue;
                }
                db.Publish(new ProductChanged(product.Id, product.Version + 1, product.Code, product.Name, product.Category, Active: false, Removed: true), product.Id);
                db.Products.Remove(product);
                deeds.Products++;
            }
            db.ImportMarks.Remove(mark);
        }
        return deeds;
    }
}
