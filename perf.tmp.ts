import { loadCanon } from "./src/canon/loadCanon.ts";
import { chronicleOf } from "./src/canon/readCanon.ts";
import { checkCanon } from "./src/canon/checkCanon.ts";
const lines: string[] = [];
const N = Number(process.argv[2] ?? 200000);
for (let f=0; f<50; f++) lines.push(JSON.stringify({id:`f${f}`,type:"FactionFounded",faction:`f${f}`,standing:"major"}), JSON.stringify({id:`o${f}`,type:"OfficeEstablished",office:`o${f}`,of:`f${f}`}));
for (let p=0;p<5000;p++) lines.push(JSON.stringify({id:`p${p}`,type:"PersonBorn",person:`p${p}`,at:2300+p%50,name:`P ${p}`}));
let s=1; const rnd=(n:number)=>{ s=(s*1103515245+12345)%2147483648; return s%n; };
const last: number[] = [];
for (let i=0;i<N;i++){ const day=`${2370+Math.floor(i/N*20)}-${String(1+rnd(12)).padStart(2,"0")}-${String(1+rnd(28)).padStart(2,"0")}`;
 const k=rnd(4);
 if(k===0) lines.push(JSON.stringify({id:`e${i}`,type:"StatementMade",at:day,speaker:`p${rnd(5000)}`,about:`f${rnd(50)}`,stance:`says ${i}`}));
 else if(k===1) lines.push(JSON.stringify({id:`e${i}`,type:"BattleFought",at:day,sides:[`f${rnd(50)}`,`f${rnd(50)}`],title:`Battle ${i}`}));
 else if(k===2) lines.push(JSON.stringify({id:`e${i}`,type:"Noted",at:String(2370+Math.floor(i/N*20)),about:[`p${rnd(5000)}`],title:`Note ${i}`}));
 else { const o=rnd(50); const w=rnd(5000); lines.push(JSON.stringify({id:`e${i}`,type:"LeaderReplaced",at:day,office:`o${o}`,successor:`p${w}`,manner:"coup"})); }
}
const text=lines.join("\n");
let t=performance.now();
for (const l of lines) JSON.parse(l);
console.log("parse",performance.now()-t,(text.length/1e6)+"MB"); t=performance.now();
const loaded=loadCanon([{path:"a.ndjson",text}]); console.log("load",performance.now()-t); t=performance.now();
const c=await chronicleOf(loaded); console.log("resolve",performance.now()-t); t=performance.now();
const r=checkCanon(loaded,c,{}); console.log("check",performance.now()-t, r.findings.length, new Set(r.findings.map(f=>f.rule)), process.memoryUsage().rss/1e6);
