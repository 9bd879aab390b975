/**
 * Words that do not tell one party from another, in any accents, separated by commas. A name may have dots
 * and spaces inside them: `spa` is also `S.p.A.` and `S. p. A.`. Alef stands without hamza.
 */

/** Legal forms, and words that join two names or two companies. */
export const LEGAL_FORMS = [
  // English-speaking countries, with India, Malaysia, Singapore, South Africa and the Philippines
  'the,and,inc,incorporated,corp,corporation,company,co,llc,llp,lllp,lp,pllc,pbc,pc',
  'ltd,limited,public limited company,plc,private,pvt,pte,pty,proprietary,unlimited,cic,dac',
  'sdn bhd,bhd,opc,npc,group,holding,holdings',
  // Germany, Austria, Switzerland, Liechtenstein
  'und,gmbh,ggmbh,mbh,ag,aktiengesellschaft,kg,kgaa,ohg,gbr,ug,haftungsbeschränkt,ev',
  'ek,eg,se,partg,partgmbb,gesellschaft mit beschränkter haftung,gruppe,anstalt',
  // France, Belgium, Luxembourg, Canada
  'et,sa,sas,sasu,sarl,sàrl,eurl,snc,sca,scs,sprl,asbl,gie,ltée,enr,groupe',
  'société anonyme,société à responsabilité limitée,société par actions simplifiée',
  // Italy, Romania, Moldova
  'spa,srl,srls,scarl,gruppo',
  // Spain, Portugal, Latin America
  'sl,slu,sau,sderl,decv,cv,saa,sac,eirl,ltda,lda,limitada,unipessoal,cia,compañía',
  'sgps,eireli,sociedad anónima,sociedad limitada,sociedade anônima,grupo',
  // The Netherlands, Belgium
  'bv,nv,vof,bvba,besloten vennootschap,naamloze vennootschap',
  // Denmark, Norway, Sweden, Finland, Iceland
  'as,aps,is,ks,ps,asa,ans,ab,aktiebolag,publ,hb,oy,oyj,osakeyhtiö,ehf,hf',
  // Estonia, Latvia, Lithuania, Turkey
  'oü,ou,sia,uab,aş,şti,sti,anonim şirketi,limited şirketi',
  // Poland, Czechia, Slovakia, Hungary
  'spzoo,spj,spk,spółka akcyjna,spółka z ograniczoną odpowiedzialnością,sro,spolsro,vos,kft',
  'zrt,nyrt,bt',
  // Bulgaria, Croatia, Serbia, Slovenia, North Macedonia, Greece, Cyprus
  'ood,eood,ad,ead,оод,еоод,ад,еад,doo,dd,jdoo,доо,αε,επε,ικε,ae,epe,ike',
  // Russia, Ukraine, Belarus, Kazakhstan
  'ооо,оао,зао,пао,ао,тов,тоо,пат,прат,ooo,oao,zao,pao,tov,jsc,ojsc,cjsc',
  'pjsc',
  // Israel, Arabic-speaking countries
  'בעמ,wll,fze,fzco,dmcc,sae,saog,saoc,ksc,kscc,bsc,qsc,qpsc',
  'شمم,ذمم,شذمم,شمك,شمل,شمع,شمب,شمس,شركة,الشركة,المحدودة,محدودة,مساهمة,مجموعة',
  // Japan, China, Taiwan, Korea
  'kk,gk,yk,kabushiki kaisha,godo kaisha,株式会社,有限会社,合同会社,株,有,ホールディングス,グループ',
  '股份有限公司,有限责任公司,有限責任公司,有限公司,集团,集團,주식회사,유한회사,주,그룹',
  // Vietnam, Thailand, Indonesia, India
  'tnhh,công ty,cổ phần,จำกัด,บริษัท,pt,tbk,persero,प्राइवेट लिमिटेड,प्रा लि',
].join();

/** Words that many companies share. */
export const SHARED = [
  'a,an,in,of,by,for,from,on,to,with,the',
  'software,system,systems,technology,technologies,tech,solution,solutions,service,services,digital',
  'cloud,data,platform,product,products,app,apps,network,networks,it,ai,web,online,computing,computer',
  'security,cyber,cybersecurity,information,privacy,trust,safety,risk,compliance,governance,legal',
  'quality,assurance,audit,audits,auditor,auditors,auditing,review,reviews,reviewer,assessment',
  'assessments,assessor,assessors,certification,certifications,certificate,control,controls,testing,test',
  'tests,lab,labs,laboratory,laboratories,inspection,evaluation,evaluations,attestation,declaration,report',
  'consulting,consultants,advisory,partners,associates,engineering,engineer,engineers,development,research',
  'operations,management,center,centre,institute,agency,bureau,office,division,unit,function,committee',
  'industries,global,international,national,european,american,general,united,first,open,smart',
  'www,com,org,net,issuer,supplier,provider,organization,organisation,qa,certified,attested,assessed',
  'corp,inc,ltd,gmbh,group,audited,tested,declared,issued,known,specified,stated,named,available,disclosed',
  'der,die,das,des,dem,den,von,für,prüfung,prüfungen,prüfer,revision,sicherheit,informationssicherheit',
  'qualität,qualitätssicherung,bewertung,zertifizierung,auditierung,stelle,prüfstelle,kontrolle,technik',
  'aussteller,firma,unternehmen,auditoren,angegeben,bekannt',
  'le,la,les,de,du,l,d,qualité,sécurité,contrôle,conformité,évaluation,vérification,service,émetteur',
  'entreprise,en,auditeur,auditeurs',
  'el,los,las,del,y,auditoría,auditorías,calidad,seguridad,cumplimiento,evaluación,emisor,empresa,auditores',
  'تدقيق,التدقيق,مراجعة,المراجعة,جودة,الجودة,امن,الامن,امتثال,الامتثال,تقييم,التقييم,المدقق,المراجع,من',
].join();

/** Words for oneself, for a part of oneself, or for nobody: a name of these and of shared words. */
export const OWN = [
  'self,my,myself,own,our,ours,ourselves,itself,internal,internally,inhouse,team,teams,department,dept,staff,employee',
  'employees,vendor,ceo,cto,ciso,nobody,noone,none,no,without,unnamed,unspecified,not,founder,founders',
  'anonymous,undisclosed,unknown',
  'selbst,selber,wir,uns,eigen,eigene,eigener,eigenes,eigenen,unser,unsere,unserer,unserem,unseres,intern',
  'interne,interner,internes,internen,abteilung,mitarbeiter,hersteller,anbieter,lieferant,niemand,keiner',
  'keine,kein,unbekannt,nicht,geschäftsführung,innenrevision,qualitätsabteilung,selbstauskunft,selbsterklärung',
  'eigenerklärung,selbstbewertung,eigenprüfung,hausintern,rechtsabteilung,sicherheitsabteilung',
  'soi,même,mêmes,nous,notre,nos,interne,internes,propre,personne,aucun,aucune,sans,fournisseur,éditeur,vendeur',
  'équipe,département,inconnu,anonyme,autoévaluation,autocertification,direction,non',
  'nosotros,nosotras,nuestro,nuestra,nuestros,nuestras,propio,propia,interno,interna,internos,internas',
  'mismo,misma,mismos,mismas,ninguno,ninguna,nadie,sin,proveedor,fabricante,vendedor,equipo,departamento,desconocido',
  'anónimo,autoevaluación,autocertificación',
  'نحن,انفسنا,نفسه,نفسها,فريق,فريقنا,داخلي,الداخلي,داخلية,الداخلية,قسم,ادارة,المورد,البائع,المزود,مجهول',
  'ذاتي,ذاتية,الذاتي,لدينا,شركتنا,الخاص,الخاصة,بنا',
].join();

/** Words that stand for oneself or nobody only alone: there may be a US Audit Partners. */
export const ALONE = [
  'us,we,me,i,it,x,no one,n a,n n,nil,null,undefined,not applicable,not disclosed,not available,tbd,tba,tbc',
  'to be determined,to be announced,to be confirmed,pending,various,several,confidential,management,company',
  'supplier,manufacturer,provider,publisher,author,organization,organisation,third party,third parties',
  'independent third party,first party,1st party,board,board of directors,security,quality,engineering',
  'qa,quality assurance,quality management,compliance,audit,development,operations,research,testing',
  'ohne,entfällt,nicht zutreffend,nicht anwendbar,divers,k a,im haus,im hause,keine angabe,unternehmen,firma,dritte',
  'moi,sans objet,s o,non applicable,néant,rien,direction,entreprise,auto évaluation,auto certification,société,service qualité,tiers',
  'no aplica,nada,yo,uno mismo,varios,empresa,dirección,tercero',
  'لا احد,لا يوجد,لا شيء,غير معروف,غير متاح,بدون,انا,الشركة,لا ينطبق,غير محدد',
  'なし,無し,無,該当なし,不明,未定,匿名,ベンダー,提供者,提供元,私,内部,社員,第三者,開発者,開発元,運営,運営者,製造元,販売元',
].join();

/** Words before one that stands for oneself alone. */
export const ARTICLES = 'the,a,an,der,die,das,ein,eine,le,la,les,l,un,une,el,los,las';

/** Words for oneself in a language that puts no spaces between words. */
export const OWN_UNSPACED =
  /自社|社内|弊社|当社|自己|自分|内部監査|我々|私たち|我が社|わが社|^(?:品質|保証|管理|監査|情報|セキュリティ|法務|開発)+(?:部門?|室|課|チーム|担当)$/u;
