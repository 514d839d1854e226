using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Features.Contacts;
using CrmPlatform.Customers.Features.Customers;
using CrmPlatform.Customers.Features.Duplicates;
using CrmPlatform.Customers.Features.Loyalty;
using CrmPlatform.Customers.Features.Privacy;
using CrmPlatform.Customers.Features.Purchases;
using CrmPlatform.Customers.Features.Stages;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Privacy;

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
        services.AddScoped<PointsBook>();
        services.AddScoped<PointsBooking>();
        services.AddHostedService<PointsExpiry>();
        services.AddSingleton<Today>();
        services.AddHostedService<CarePass>();
        services.AddScoped<CustomerEraser>();
        services.AddPrivacySource<HeldOnCustomer>();
        services.AddJob<AccessExport.Work>(AccessExport.JobKind);
        services.AddSingleton<IImportKind, CustomerImport>();
        services.AddSingleton<IImportKind, PurchaseImport>();
        services.AddJob<ScanForDuplicates.Work>(ScanForDuplicates.JobKind);
        services.AddJob<BulkPurchases.Work>(BulkPurchases.JobKind);
    }
}
