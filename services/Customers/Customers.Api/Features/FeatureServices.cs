using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Features.Contacts;
using CrmPlatform.Customers.Features.Customers;
using CrmPlatform.Customers.Features.Duplicates;
using CrmPlatform.Customers.Features.Purchases;
using CrmPlatform.Customers.Features.Stages;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Customers.Features;

/// <summary>What the features keep in the container, one line each.</summary>
internal static class FeatureServices
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddTransient<CustomerSearch>();
        services.AddScoped<DuplicateFinder>();
        services.AddHostedService<MergeSweeper>();
        services.AddSingleton<CustomerForm>();
        services.AddSingleton<ContactForm>();
        services.AddScoped<MoveStage>();
        services.AddScoped<Ledger>();
        services.AddSingleton<IImportKind, CustomerImport>();
        services.AddSingleton<IImportKind, PurchaseImport>();
        services.AddJob<ScanForDuplicates.Work>(ScanForDuplicates.JobKind);
        services.AddJob<BulkPurchases.Work>(BulkPurchases.JobKind);
    }
}
